//! Which children do the actions and the options of statements have.

use super::*;
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};

nodes! {
    AddAttribute = ADD_ATTRIBUTE, child { collate: Collate, composite_field: CompositeField, drop_behavior: DropBehavior, ty: Type };
    AddColumn = ADD_COLUMN, child { alter_option_list: AlterOptionList, collate: Collate, column_name: ColumnName,
        if_not_exists: IfNotExists, ty: Type }, children { constraints: Constraint };
    AddConstraint = ADD_CONSTRAINT, child { constraint: Constraint };
    AddForeignOption = ADD_FOREIGN_OPTION, child { foreign_option_name: ForeignOptionName, literal: Literal }, token { add_token: ADD_KW };
    AddGenerated = ADD_GENERATED, child { generated_when: GeneratedWhen, sequence_option_list: SequenceOptionList };
    AddMapping = ADD_MAPPING, children { text_search_dictionary_refs: TextSearchDictionaryRef,
        text_search_token_kinds: TextSearchTokenKind };
    AddOpClassOptions = ADD_OP_CLASS_OPTIONS, child { operator_class_option_list: OperatorClassOptionList };
    AddPublicationObjects = ADD_PUBLICATION_OBJECTS, children { publication_objects: PublicationObject };
    AddUsers = ADD_USERS, children { role_refs: RoleRef };
    AddValue = ADD_VALUE, child { if_not_exists: IfNotExists, literal: Literal, value_position: ValuePosition };
    AlterAttribute = ALTER_ATTRIBUTE, child { collate: Collate, composite_field_ref: CompositeFieldRef, drop_behavior: DropBehavior,
        ty: Type };
    AlterColumn = ALTER_COLUMN, child { column_name_ref: ColumnNameRef, option: AlterColumnOption };
    AlterConstraint = ALTER_CONSTRAINT, child { constraint_name_ref: ConstraintNameRef }, children { constraint_options: ConstraintOption };
    AlterExtensionAdd = ALTER_EXTENSION_ADD, child { extension_member_object: ExtensionMemberObject };
    AlterExtensionDrop = ALTER_EXTENSION_DROP, child { extension_member_object: ExtensionMemberObject };
    AlterExtensionUpdate = ALTER_EXTENSION_UPDATE, child { update_to: UpdateTo };
    AlterMapping = ALTER_MAPPING, child { replace_dictionary: ReplaceDictionary },
        children { text_search_dictionary_refs: TextSearchDictionaryRef, text_search_token_kinds: TextSearchTokenKind };
    AlterOptionList = ALTER_OPTION_LIST, children { alter_options: AlterOption };
    AlterPolicyTo = ALTER_POLICY_TO, child { policy_roles: PolicyRoles, using_expr_clause: UsingExprClause,
        with_check_expr_clause: WithCheckExprClause };
    AlterSetStatistics = ALTER_SET_STATISTICS, child { column_name_ref: ColumnNameRef, expr: Expr, set_options: SetOptions,
        set_statistics: SetStatistics };
    AlterTypeAttributeActionList = ALTER_TYPE_ATTRIBUTE_ACTION_LIST, children { actions: AlterTypeAttributeAction };
    AlterViewColumn = ALTER_VIEW_COLUMN, child { alter_view_column_action: AlterViewColumnAction, name: ColumnNameRef };
    AsFuncOption = AS_FUNC_OPTION, child { as_func_target: AsFuncTarget };
    AttachIndexPartition = ATTACH_INDEX_PARTITION, child { index_ref: IndexRef };
    AttachPartition = ATTACH_PARTITION, child { partition_type: PartitionType, table_name_ref: TableNameRef };
    AttributeList = ATTRIBUTE_LIST, children { attribute_options: AttributeOption };
    CheckConstraint = CHECK_CONSTRAINT, child { expr: Expr };
    ClusterOn = CLUSTER_ON, child { index_ref: IndexRef };
    CostFuncOption = COST_FUNC_OPTION, child { literal: Literal };
    DefaultConstraint = DEFAULT_CONSTRAINT, child { expr: Expr };
    DependsOnExtension = DEPENDS_ON_EXTENSION, child { extension_ref: ExtensionRef };
    DetachPartition = DETACH_PARTITION, child { detach_partition_option: DetachPartitionOption, table_name_ref: TableNameRef };
    DisableRule = DISABLE_RULE, child { rule_ref: RuleRef };
    DisableTrigger = DISABLE_TRIGGER, child { trigger_target: TriggerTarget };
    DropAttribute = DROP_ATTRIBUTE, child { composite_field_ref: CompositeFieldRef, drop_behavior: DropBehavior, if_exists: IfExists };
    DropColumn = DROP_COLUMN, child { column_name_ref: ColumnNameRef, drop_behavior: DropBehavior, if_exists: IfExists };
    DropConstraint = DROP_CONSTRAINT, child { constraint_name_ref: ConstraintNameRef, drop_behavior: DropBehavior, if_exists: IfExists };
    DropExpression = DROP_EXPRESSION, child { if_exists: IfExists };
    DropForeignOption = DROP_FOREIGN_OPTION, child { foreign_option_name: ForeignOptionName };
    DropIdentity = DROP_IDENTITY, child { if_exists: IfExists };
    DropMapping = DROP_MAPPING, children { text_search_token_kinds: TextSearchTokenKind };
    DropOpClassOptionFunction = DROP_OP_CLASS_OPTION_FUNCTION, child { literal: Literal, param_list: ParamList };
    DropOpClassOptionOperator = DROP_OP_CLASS_OPTION_OPERATOR, child { literal: Literal, param_list: ParamList };
    DropOpClassOptions = DROP_OP_CLASS_OPTIONS, child { drop_op_class_option_list: DropOpClassOptionList };
    DropPublicationObjects = DROP_PUBLICATION_OBJECTS, children { publication_objects: PublicationObject };
    DropUsers = DROP_USERS, children { role_refs: RoleRef };
    EnableAlwaysRule = ENABLE_ALWAYS_RULE, child { rule_ref: RuleRef };
    EnableAlwaysTrigger = ENABLE_ALWAYS_TRIGGER, child { trigger_ref: TriggerRef };
    EnableReplicaRule = ENABLE_REPLICA_RULE, child { rule_ref: RuleRef };
    EnableReplicaTrigger = ENABLE_REPLICA_TRIGGER, child { trigger_ref: TriggerRef };
    EnableRule = ENABLE_RULE, child { rule_ref: RuleRef };
    EnableTrigger = ENABLE_TRIGGER, child { trigger_target: TriggerTarget };
    ExcludeConstraint = EXCLUDE_CONSTRAINT, child { constraint_exclusion_list: ConstraintExclusionList,
        constraint_include_clause: ConstraintIncludeClause, constraint_index_method: ConstraintIndexMethod,
        constraint_index_tablespace: ConstraintIndexTablespace, where_condition_clause: WhereConditionClause, with_params: WithParams };
    ExcludingProperty = EXCLUDING_PROPERTY, child { table_property: TableProperty };
    FdwOptionList = FDW_OPTION_LIST, children { fdw_options: FdwOption };
    ForeignKeyConstraint = FOREIGN_KEY_CONSTRAINT, child { match_type: MatchType, table_name_ref: TableNameRef },
        children { referential_actions: ReferentialAction };
    FuncOptionList = FUNC_OPTION_LIST, children { options: FuncOption };
    GeneratedConstraint = GENERATED_CONSTRAINT, child { generated_as: GeneratedAs };
    GrantDefaultPrivileges = GRANT_DEFAULT_PRIVILEGES, child { grant_with_clause: GrantWithClause, privilege_target: PrivilegeTarget,
        privileges: Privileges, role_ref_list: RoleRefList };
    IncludingProperty = INCLUDING_PROPERTY, child { table_property: TableProperty };
    IndexRenameTo = INDEX_RENAME_TO, child { index: Index };
    InheritTable = INHERIT_TABLE, child { table_name_ref: TableNameRef };
    LanguageFuncOption = LANGUAGE_FUNC_OPTION, child { language_ref: LanguageRef, literal: Literal };
    NoDependsOnExtension = NO_DEPENDS_ON_EXTENSION, child { extension_ref: ExtensionRef };
    NoInheritTable = NO_INHERIT_TABLE, child { table_name_ref: TableNameRef };
    NotNullConstraint = NOT_NULL_CONSTRAINT, child { column_name_ref: ColumnNameRef };
    OfType = OF_TYPE, child { ty: Type };
    OnDeleteAction = ON_DELETE_ACTION, child { ref_action: RefAction };
    OnUpdateAction = ON_UPDATE_ACTION, child { ref_action: RefAction };
    OpClassOptionFunction = OP_CLASS_OPTION_FUNCTION, child { function_sig: FunctionSig, literal: Literal, param_list: ParamList };
    OpClassOptionOperator = OP_CLASS_OPTION_OPERATOR, child { literal: Literal, op: Op, op_class_purpose: OpClassPurpose };
    OpClassOptionStorage = OP_CLASS_OPTION_STORAGE, child { ty: Type };
    OptionAlterOptionList = OPTION_ALTER_OPTION_LIST, children { alter_options: AlterOption };
    OptionAsType = OPTION_AS_TYPE, child { ty: Type };
    OptionCache = OPTION_CACHE, child { expr: Expr };
    OptionHandler = OPTION_HANDLER, child { function_name_ref: FunctionNameRef };
    OptionIncrement = OPTION_INCREMENT, child { expr: Expr };
    OptionMaxValue = OPTION_MAX_VALUE, child { expr: Expr };
    OptionMinValue = OPTION_MIN_VALUE, child { expr: Expr };
    OptionOwnedBy = OPTION_OWNED_BY, child { owned_by_target: OwnedByTarget };
    OptionRestart = OPTION_RESTART, child { expr: Expr };
    OptionStart = OPTION_START, child { expr: Expr };
    OptionValidator = OPTION_VALIDATOR, child { function_name_ref: FunctionNameRef };
    OwnerTo = OWNER_TO, child { role_ref: RoleRef };
    ParallelFuncOption = PARALLEL_FUNC_OPTION;
    PrimaryKeyConstraint = PRIMARY_KEY_CONSTRAINT, child { index_parameters: IndexParameters, using_index: UsingIndexName };
    ReferencesConstraint = REFERENCES_CONSTRAINT, child { column: ColumnNameRef, match_type: MatchType, table: TableNameRef },
        children { referential_actions: ReferentialAction };
    RenameAttribute = RENAME_ATTRIBUTE, child { composite_field: CompositeField, composite_field_ref: CompositeFieldRef,
        drop_behavior: DropBehavior };
    RenameColumn = RENAME_COLUMN, child { column_name: ColumnName, column_name_ref: ColumnNameRef };
    RenameConstraint = RENAME_CONSTRAINT, child { constraint_name: ConstraintName, constraint_name_ref: ConstraintNameRef };
    RenameValue = RENAME_VALUE;
    ReplicaIdentity = REPLICA_IDENTITY, child { replica_identity_option: ReplicaIdentityOption };
    ResetFuncOption = RESET_FUNC_OPTION, child { config_parameter_ref: ConfigParameterRef };
    ResetOptions = RESET_OPTIONS, child { attribute_list: AttributeList };
    Restart = RESTART, child { expr: Expr };
    RevokeDefaultPrivileges = REVOKE_DEFAULT_PRIVILEGES, child { grant_option_for: GrantOptionFor, privilege_target: PrivilegeTarget,
        privileges: Privileges, role_ref_list: RoleRefList };
    RoleOptionList = ROLE_OPTION_LIST, children { role_options: RoleOption };
    RoleRenameTo = ROLE_RENAME_TO, child { role: Role };
    RowsFuncOption = ROWS_FUNC_OPTION, child { literal: Literal };
    RuleStmtList = RULE_STMT_LIST, children { rule_stmts: RuleStmt };
    SequenceRenameTo = SEQUENCE_RENAME_TO, child { sequence: Sequence };
    ServerClause = SERVER_CLAUSE, child { server_ref: ServerRef };
    SetAccessMethod = SET_ACCESS_METHOD, child { access_method_ref: AccessMethodRef };
    SetCompression = SET_COMPRESSION, child { compression_method_name: CompressionMethodName };
    SetConfigParam = SET_CONFIG_PARAM, child { config_assignment: ConfigAssignment, config_parameter_ref: ConfigParameterRef };
    SetDefault = SET_DEFAULT, child { expr: Expr };
    SetDefaultColumns = SET_DEFAULT_COLUMNS, child { column_ref_list: ColumnRefList };
    SetExpression = SET_EXPRESSION, child { expr: Expr };
    SetForeignOption = SET_FOREIGN_OPTION, child { foreign_option_name: ForeignOptionName, literal: Literal };
    SetFuncOption = SET_FUNC_OPTION, child { set_config_param: SetConfigParam };
    SetGenerated = SET_GENERATED, child { generated_when: GeneratedWhen };
    SetGeneratedOptions = SET_GENERATED_OPTIONS, children { set_generated_options: SetGeneratedOption };
    SetNullColumns = SET_NULL_COLUMNS, child { column_ref_list: ColumnRefList };
    SetOptions = SET_OPTIONS, child { attribute_list: AttributeList };
    SetOptionsList = SET_OPTIONS_LIST, child { alter_option_list: AlterOptionList };
    SetPublicationObjects = SET_PUBLICATION_OBJECTS, children { publication_objects: PublicationObject };
    SetSchema = SET_SCHEMA, child { schema_ref: SchemaRef };
    SetSequenceOption = SET_SEQUENCE_OPTION, child { sequence_option: SequenceOption };
    SetStatistics = SET_STATISTICS, child { expr: Expr };
    SetStorage = SET_STORAGE, child { storage_mode: StorageMode };
    SetTablespace = SET_TABLESPACE, child { tablespace_ref: TablespaceRef };
    SetType = SET_TYPE, child { collate: Collate, ty: Type, using_expr: UsingExpr };
    SupportFuncOption = SUPPORT_FUNC_OPTION, child { function_name_ref: FunctionNameRef };
    TableRenameTo = TABLE_RENAME_TO, child { table_name: TableName };
    TransformFuncOption = TRANSFORM_FUNC_OPTION, children { transform_for_types: TransformForType };
    UniqueConstraint = UNIQUE_CONSTRAINT, child { index_parameters: IndexParameters, using_index: UsingIndexName };
    ValidateConstraint = VALIDATE_CONSTRAINT, child { constraint_name_ref: ConstraintNameRef };
    ViewRenameTo = VIEW_RENAME_TO, child { view: View };
}
