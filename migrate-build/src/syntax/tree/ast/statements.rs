//! Which children does a statement have.

use super::*;
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};

nodes! {
    AlterAggregate = ALTER_AGGREGATE, child { action: AlterAggregateAction, aggregate: Aggregate };
    AlterCollation = ALTER_COLLATION, child { action: AlterCollationAction, collation_ref: CollationRef };
    AlterConversion = ALTER_CONVERSION, child { action: AlterConversionAction, conversion_ref: ConversionRef };
    AlterDefaultPrivileges = ALTER_DEFAULT_PRIVILEGES, child { action: AlterDefaultPrivilegesAction, for_roles: ForRoles,
        in_schemas: InSchemas };
    AlterDomain = ALTER_DOMAIN, child { action: AlterDomainAction, domain_ref: DomainRef };
    AlterEventTrigger = ALTER_EVENT_TRIGGER, child { action: AlterEventTriggerAction, event_trigger_ref: EventTriggerRef };
    AlterExtension = ALTER_EXTENSION, child { action: AlterExtensionAction, extension_ref: ExtensionRef };
    AlterForeignDataWrapper = ALTER_FOREIGN_DATA_WRAPPER, child { action: AlterForeignDataWrapperAction,
        foreign_data_wrapper_ref: ForeignDataWrapperRef };
    AlterForeignTable = ALTER_FOREIGN_TABLE, child { if_exists: IfExists, table_relation_name: TableRelationName },
        children { actions: AlterTableAction };
    AlterFunction = ALTER_FUNCTION, child { action: AlterFunctionAction, function_sig: FunctionSig };
    AlterGroup = ALTER_GROUP, child { action: AlterGroupAction, role_ref: RoleRef };
    AlterIndex = ALTER_INDEX, child { action: AlterIndexAction, all_in_tablespace: AllInTablespace, if_exists: IfExists,
        index_ref: IndexRef };
    AlterLanguage = ALTER_LANGUAGE, child { action: AlterLanguageAction, language_ref: LanguageRef };
    AlterMaterializedView = ALTER_MATERIALIZED_VIEW, child { all_in_tablespace: AllInTablespace, if_exists: IfExists, view_ref: ViewRef },
        children { action: AlterMaterializedViewAction };
    AlterOperator = ALTER_OPERATOR, child { action: AlterOperatorAction, op_sig: OpSig };
    AlterOperatorClass = ALTER_OPERATOR_CLASS, child { action: AlterOperatorClassAction, op_class_ref: OpClassRef,
        using_method: UsingMethod };
    AlterOperatorFamily = ALTER_OPERATOR_FAMILY, child { action: AlterOperatorFamilyAction, op_family_ref: OpFamilyRef,
        using_method: UsingMethod };
    AlterPolicy = ALTER_POLICY, child { action: AlterPolicyAction, on_table: OnTable, policy_ref: PolicyRef };
    AlterProcedure = ALTER_PROCEDURE, child { action: AlterProcedureAction, procedure_sig: ProcedureSig };
    AlterPublication = ALTER_PUBLICATION, child { action: AlterPublicationAction, publication_ref: PublicationRef };
    AlterRole = ALTER_ROLE, child { action: AlterRoleAction, role_ref: RoleRef };
    AlterRoutine = ALTER_ROUTINE, child { action: AlterRoutineAction, routine_sig: RoutineSig };
    AlterRule = ALTER_RULE, child { on_relation: OnRelation, rule_ref: RuleRef, rule_rename_to: RuleRenameTo };
    AlterSchema = ALTER_SCHEMA, child { action: AlterSchemaAction, schema_ref: SchemaRef };
    AlterSequence = ALTER_SEQUENCE, child { if_exists: IfExists, sequence_ref: SequenceRef }, children { actions: AlterSequenceAction };
    AlterServer = ALTER_SERVER, child { server_ref: ServerRef }, children { actions: AlterServerAction };
    AlterStatistics = ALTER_STATISTICS, child { action: AlterStatisticsAction, statistics_ref: StatisticsRef };
    AlterSubscription = ALTER_SUBSCRIPTION, child { action: AlterSubscriptionAction, subscription_ref: SubscriptionRef };
    AlterTable = ALTER_TABLE, child { all_in_tablespace: AllInTablespace, if_exists: IfExists, table_relation_name: TableRelationName },
        children { actions: AlterTableAction };
    AlterTextSearchConfiguration = ALTER_TEXT_SEARCH_CONFIGURATION, child { action: AlterTextSearchConfigurationAction,
        text_search_configuration_ref: TextSearchConfigurationRef };
    AlterTextSearchDictionary = ALTER_TEXT_SEARCH_DICTIONARY, child { action: AlterTextSearchDictionaryAction,
        text_search_dictionary_ref: TextSearchDictionaryRef };
    AlterTextSearchParser = ALTER_TEXT_SEARCH_PARSER, child { action: AlterTextSearchParserAction,
        text_search_parser_ref: TextSearchParserRef };
    AlterTextSearchTemplate = ALTER_TEXT_SEARCH_TEMPLATE, child { action: AlterTextSearchTemplateAction,
        text_search_template_ref: TextSearchTemplateRef };
    AlterTrigger = ALTER_TRIGGER, child { action: AlterTriggerAction, on_relation: OnRelation, trigger_ref: TriggerRef };
    AlterType = ALTER_TYPE, child { action: AlterTypeAction, type_name_ref: TypeNameRef };
    AlterUser = ALTER_USER, child { action: AlterUserAction, role_ref: RoleRef };
    AlterUserMapping = ALTER_USER_MAPPING, child { alter_option_list: AlterOptionList, role_ref: RoleRef, server_clause: ServerClause };
    AlterView = ALTER_VIEW, child { action: AlterViewAction, if_exists: IfExists, view_ref: ViewRef };
    Analyze = ANALYZE, child { table_and_columns_list: TableAndColumnsList };
    Close = CLOSE, child { cursor_ref: CursorRef };
    Cluster = CLUSTER, child { cluster_legacy: ClusterLegacy, cluster_using_index: ClusterUsingIndex, table_name_ref: TableNameRef };
    CommentOn = COMMENT_ON, child { comment_object: CommentObject, literal: Literal };
    Copy = COPY;
    CreateAccessMethod = CREATE_ACCESS_METHOD, child { access_method: AccessMethod, access_method_type: AccessMethodType,
        handler_clause: HandlerClause };
    CreateAggregate = CREATE_AGGREGATE, child { aggregate_name: AggregateName, attribute_list: AttributeList, or_replace: OrReplace,
        param_list: ParamList };
    CreateCast = CREATE_CAST, child { cast_context: CastContext, cast_method: CastMethod, cast_sig: CastSig };
    CreateCollation = CREATE_COLLATION, child { collation: Collation, definition: CreateCollationDefinition, if_not_exists: IfNotExists };
    CreateConversion = CREATE_CONVERSION, child { conversion: Conversion, function_name_ref: FunctionNameRef },
        token { default_token: DEFAULT_KW };
    CreateDomain = CREATE_DOMAIN, child { domain: Domain, ty: Type }, children { domain_qualifiers: DomainQualifier };
    CreateEventTrigger = CREATE_EVENT_TRIGGER, child { call_expr: CallExpr, event: EventTriggerEvent, event_trigger: EventTrigger,
        event_trigger_when_clause: EventTriggerWhenClause };
    CreateExtension = CREATE_EXTENSION, child { extension: Extension, extension_schema: ExtensionSchema,
        extension_version_clause: ExtensionVersionClause, if_not_exists: IfNotExists }, token { cascade_token: CASCADE_KW };
    CreateForeignDataWrapper = CREATE_FOREIGN_DATA_WRAPPER, child { alter_option_list: AlterOptionList, fdw_option_list: FdwOptionList,
        foreign_data_wrapper: ForeignDataWrapper };
    CreateForeignTable = CREATE_FOREIGN_TABLE, child { alter_option_list: AlterOptionList, if_not_exists: IfNotExists, inherits: Inherits,
        partition_of: PartitionOf, partition_type: PartitionType, server_clause: ServerClause, table_arg_list: TableArgList,
        table_name: TableName };
    CreateFunction = CREATE_FUNCTION, child { body: RoutineBody, name: FunctionName, option_list: FuncOptionList, or_replace: OrReplace,
        param_list: ParamList, ret_type: RetType };
    CreateGroup = CREATE_GROUP, child { role: Role, role_option_list: RoleOptionList };
    CreateIndex = CREATE_INDEX, child { if_not_exists: IfNotExists, index: Index, index_include_clause: IndexIncludeClause,
        nulls_distinct_option: NullsDistinctOption, partition_item_list: PartitionItemList, table_relation_name: TableRelationName,
        tablespace_clause: TablespaceClause, using_method: UsingMethod, where_clause: WhereClause, with_params: WithParams },
        token { concurrently_token: CONCURRENTLY_KW, unique_token: UNIQUE_KW };
    CreateLanguage = CREATE_LANGUAGE, child { handler_clause: HandlerClause, language: Language, or_replace: OrReplace };
    CreateMaterializedView = CREATE_MATERIALIZED_VIEW, child { column_list: ColumnList, data_option: DataOption,
        if_not_exists: IfNotExists, query: SelectVariant, tablespace_clause: TablespaceClause, using_method: UsingMethod, view: View,
        with_params: WithParams };
    CreateOperator = CREATE_OPERATOR, child { attribute_list: AttributeList, op: Op };
    CreateOperatorClass = CREATE_OPERATOR_CLASS, child { op_class_name: OpClassName, operator_class_option_list: OperatorClassOptionList,
        operator_family_clause: OperatorFamilyClause, ty: Type, using_method: UsingMethod }, token { default_token: DEFAULT_KW };
    CreateOperatorFamily = CREATE_OPERATOR_FAMILY, child { op_family_name: OpFamilyName, using_method: UsingMethod };
    CreatePolicy = CREATE_POLICY, child { as_policy_type: AsPolicyType, on_table: OnTable, policy: Policy, policy_command: PolicyCommand,
        policy_roles: PolicyRoles, using_expr_clause: UsingExprClause, with_check_expr_clause: WithCheckExprClause };
    CreateProcedure = CREATE_PROCEDURE, child { body: RoutineBody, name: ProcedureName, option_list: FuncOptionList, or_replace: OrReplace,
        param_list: ParamList };
    CreatePublication = CREATE_PUBLICATION, child { publication: Publication, publication_for_clause: PublicationForClause,
        with_params: WithParams };
    CreateRole = CREATE_ROLE, child { role: Role, role_option_list: RoleOptionList };
    CreateRule = CREATE_RULE, child { or_replace: OrReplace, rule: Rule, rule_do: RuleDo, rule_on: RuleOn };
    CreateSchema = CREATE_SCHEMA, child { create_schema_target: CreateSchemaTarget, if_not_exists: IfNotExists },
        children { schema_elements: SchemaElement };
    CreateSequence = CREATE_SEQUENCE, child { if_not_exists: IfNotExists, persistence: Persistence, sequence: Sequence },
        children { sequence_options: SequenceOption };
    CreateServer = CREATE_SERVER, child { alter_option_list: AlterOptionList, foreign_data_wrapper_ref: ForeignDataWrapperRef,
        if_not_exists: IfNotExists, server: Server };
    CreateStatistics = CREATE_STATISTICS, child { from_table: FromTable, if_not_exists: IfNotExists, stat_types: StatTypes,
        statistics: Statistics, statistics_on_clause: StatisticsOnClause };
    CreateSubscription = CREATE_SUBSCRIPTION, child { subscription: Subscription, with_params: WithParams };
    CreateTable = CREATE_TABLE, child { if_not_exists: IfNotExists, inherits: Inherits, of_type: OfType, on_commit: OnCommit,
        partition_by: PartitionBy, partition_of: PartitionOf, partition_type: PartitionType, persistence: Persistence,
        table_arg_list: TableArgList, table_name: TableName, table_params: TableParams, tablespace_clause: TablespaceClause,
        using_method: UsingMethod };
    CreateTableAs = CREATE_TABLE_AS, child { data_option: DataOption, if_not_exists: IfNotExists, on_commit: OnCommit,
        persistence: Persistence, query: CreateTableAsQuery, table_arg_list: TableArgList, table_name: TableName,
        table_params: TableParams, tablespace_clause: TablespaceClause, using_method: UsingMethod };
    CreateTextSearchConfiguration = CREATE_TEXT_SEARCH_CONFIGURATION, child { attribute_list: AttributeList,
        text_search_configuration: TextSearchConfiguration };
    CreateTextSearchDictionary = CREATE_TEXT_SEARCH_DICTIONARY, child { attribute_list: AttributeList,
        text_search_dictionary: TextSearchDictionary };
    CreateTextSearchParser = CREATE_TEXT_SEARCH_PARSER, child { attribute_list: AttributeList, text_search_parser: TextSearchParser };
    CreateTextSearchTemplate = CREATE_TEXT_SEARCH_TEMPLATE, child { attribute_list: AttributeList,
        text_search_template: TextSearchTemplate };
    CreateTransform = CREATE_TRANSFORM, child { language_ref: LanguageRef, or_replace: OrReplace, ty: Type },
        children { transform_funcs: TransformFunc };
    CreateTrigger = CREATE_TRIGGER, child { call_expr: CallExpr, from_table: FromTable, on_relation: OnRelation, or_replace: OrReplace,
        referencing: Referencing, timing: Timing, trigger: Trigger, trigger_event_list: TriggerEventList, trigger_level: TriggerLevel,
        when_condition: WhenCondition }, children { constraint_options: ConstraintOption }, token { constraint_token: CONSTRAINT_KW };
    CreateType = CREATE_TYPE, child { kind: CreateTypeKind, type_name: TypeName };
    CreateUser = CREATE_USER, child { role: Role, role_option_list: RoleOptionList };
    CreateUserMapping = CREATE_USER_MAPPING, child { alter_option_list: AlterOptionList, if_not_exists: IfNotExists,
        server_clause: ServerClause, user_mapping_role: UserMappingRole };
    CreateView = CREATE_VIEW, child { column_list: ColumnList, or_replace: OrReplace, persistence: Persistence, query: SelectVariant,
        view: View, with_check_option: WithCheckOption, with_params: WithParams }, token { recursive_token: RECURSIVE_KW };
    Deallocate = DEALLOCATE, child { prepared_statement_ref: PreparedStatementRef };
    Declare = DECLARE, child { cursor: Cursor, cursor_hold: CursorHold, query: SelectVariant };
    Delete = DELETE;
    Discard = DISCARD, child { discard_target: DiscardTarget };
    Do = DO, child { body: Literal };
    DropAccessMethod = DROP_ACCESS_METHOD, child { access_method_ref: AccessMethodRef };
    DropAggregate = DROP_AGGREGATE, children { aggregates: Aggregate };
    DropCast = DROP_CAST, child { cast_sig: CastSig };
    DropCollation = DROP_COLLATION, children { collation_refs: CollationRef };
    DropConversion = DROP_CONVERSION, child { conversion_ref: ConversionRef };
    DropDomain = DROP_DOMAIN, children { domain_refs: DomainRef };
    DropEventTrigger = DROP_EVENT_TRIGGER, child { event_trigger_ref: EventTriggerRef };
    DropExtension = DROP_EXTENSION, children { extension_refs: ExtensionRef };
    DropForeignDataWrapper = DROP_FOREIGN_DATA_WRAPPER, children { foreign_data_wrapper_refs: ForeignDataWrapperRef };
    DropForeignTable = DROP_FOREIGN_TABLE, children { table_name_refs: TableNameRef };
    DropFunction = DROP_FUNCTION, child { function_sig_list: FunctionSigList };
    DropGroup = DROP_GROUP, child { if_exists: IfExists }, children { role_refs: RoleRef };
    DropIndex = DROP_INDEX, children { index_refs: IndexRef };
    DropLanguage = DROP_LANGUAGE, child { language_ref: LanguageRef };
    DropMaterializedView = DROP_MATERIALIZED_VIEW, children { view_refs: ViewRef };
    DropOperator = DROP_OPERATOR, child { op_sig_list: OpSigList };
    DropOperatorClass = DROP_OPERATOR_CLASS, child { op_class_ref: OpClassRef, using_method: UsingMethod };
    DropOperatorFamily = DROP_OPERATOR_FAMILY, child { op_family_ref: OpFamilyRef, using_method: UsingMethod };
    DropOwned = DROP_OWNED, child { drop_behavior: DropBehavior, role_ref_list: RoleRefList };
    DropPolicy = DROP_POLICY, child { on_table: OnTable, policy_ref: PolicyRef };
    DropProcedure = DROP_PROCEDURE, child { procedure_sig_list: ProcedureSigList };
    DropPublication = DROP_PUBLICATION, children { publication_refs: PublicationRef };
    DropRole = DROP_ROLE, child { if_exists: IfExists }, children { role_refs: RoleRef };
    DropRoutine = DROP_ROUTINE, child { routine_sig_list: RoutineSigList };
    DropRule = DROP_RULE, child { on_relation: OnRelation, rule_ref: RuleRef };
    DropSchema = DROP_SCHEMA, children { schema_refs: SchemaRef };
    DropSequence = DROP_SEQUENCE, children { sequence_refs: SequenceRef };
    DropServer = DROP_SERVER, children { server_refs: ServerRef };
    DropStatistics = DROP_STATISTICS, children { statistics_refs: StatisticsRef };
    DropSubscription = DROP_SUBSCRIPTION, child { subscription_ref: SubscriptionRef };
    DropTable = DROP_TABLE, children { table_name_refs: TableNameRef };
    DropTextSearchConfig = DROP_TEXT_SEARCH_CONFIG, child { text_search_configuration_ref: TextSearchConfigurationRef };
    DropTextSearchDict = DROP_TEXT_SEARCH_DICT, child { text_search_dictionary_ref: TextSearchDictionaryRef };
    DropTextSearchParser = DROP_TEXT_SEARCH_PARSER, child { text_search_parser_ref: TextSearchParserRef };
    DropTextSearchTemplate = DROP_TEXT_SEARCH_TEMPLATE, child { text_search_template_ref: TextSearchTemplateRef };
    DropTransform = DROP_TRANSFORM, child { language_ref: LanguageRef, ty: Type };
    DropTrigger = DROP_TRIGGER, child { on_relation: OnRelation, trigger_ref: TriggerRef };
    DropType = DROP_TYPE, children { type_name_refs: TypeNameRef };
    DropUser = DROP_USER, child { if_exists: IfExists }, children { role_refs: RoleRef };
    DropUserMapping = DROP_USER_MAPPING, child { if_exists: IfExists, server_clause: ServerClause, user_mapping_role: UserMappingRole };
    DropView = DROP_VIEW, children { view_refs: ViewRef };
    Execute = EXECUTE, child { arg_list: ArgList, prepared_statement_ref: PreparedStatementRef };
    Explain = EXPLAIN, child { explain_mode: ExplainMode, explain_stmt: ExplainStmt };
    Fetch = FETCH, child { cursor_ref: CursorRef };
    Grant = GRANT, child { grant_with_clause: GrantWithClause, granted_by_clause: GrantedByClause,
        on_privilege_objects_clause: OnPrivilegeObjectsClause, privileges: Privileges, role_ref_list: RoleRefList };
    ImportForeignSchema = IMPORT_FOREIGN_SCHEMA, child { into_schema: IntoSchema, schema_ref: SchemaRef, server_clause: ServerClause };
    Insert = INSERT;
    Lock = LOCK, child { lock_mode_clause: LockModeClause, relation_list: RelationList };
    Merge = MERGE;
    Move = MOVE, child { cursor_ref: CursorRef };
    Prepare = PREPARE, child { name: PreparedStatement, param_list: ParamList, stmt: PreparableStmt };
    Reassign = REASSIGN;
    Refresh = REFRESH, child { data_option: DataOption, view_ref: ViewRef }, token { concurrently_token: CONCURRENTLY_KW };
    Reindex = REINDEX, child { reindex_target: ReindexTarget };
    ReleaseSavepoint = RELEASE_SAVEPOINT, child { savepoint_ref: SavepointRef };
    Reset = RESET, child { reset_target: ResetTarget };
    Revoke = REVOKE, child { drop_behavior: DropBehavior, granted_by_clause: GrantedByClause,
        on_privilege_objects_clause: OnPrivilegeObjectsClause, privileges: Privileges, revoke_option_for: RevokeOptionFor,
        role_ref_list: RoleRefList };
    SavepointCreate = SAVEPOINT_CREATE, child { savepoint: Savepoint };
    SecurityLabel = SECURITY_LABEL, child { for_provider: ForProvider, security_label_object: SecurityLabelObject };
    Set = SET, child { set_scope: SetScope, set_target: SetTarget };
    SetConstraints = SET_CONSTRAINTS, child { constraint_timing: ConstraintTiming }, children { constraint_name_refs: ConstraintNameRef };
    SetRole = SET_ROLE, child { set_role_target: SetRoleTarget, set_scope: SetScope };
    SetSessionAuth = SET_SESSION_AUTH, child { set_scope: SetScope, set_session_auth_target: SetSessionAuthTarget };
    Show = SHOW, child { show_action: ShowAction };
    Truncate = TRUNCATE;
    Update = UPDATE;
    Vacuum = VACUUM, child { table_and_columns_list: TableAndColumnsList };
}
