//! Which nodes are one of several kinds that the lowering tells apart.

use super::special::Any;
use super::*;
use crate::syntax::tree::{SyntaxKind, SyntaxNode};

choices! {
    AccessMethodType { AccessMethodTypeTable(Any) = ACCESS_METHOD_TYPE_TABLE, Other(Any) = ACCESS_METHOD_TYPE_INDEX }
    AllPublicationObject { AllPublicationSequences(Any) = ALL_PUBLICATION_SEQUENCES, Other(Any) = ALL_PUBLICATION_TABLES }
    AlterAggregateAction { OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = AGGREGATE_RENAME_TO }
    AlterCollationAction { OwnerTo(OwnerTo) = OWNER_TO, RefreshVersion(Any) = REFRESH_VERSION, SetSchema(SetSchema) = SET_SCHEMA,
        Other(Any) = COLLATION_RENAME_TO }
    AlterColumnOption { AddGenerated(AddGenerated) = ADD_GENERATED, DropDefault(Any) = DROP_DEFAULT,
        DropExpression(DropExpression) = DROP_EXPRESSION, DropIdentity(DropIdentity) = DROP_IDENTITY, DropNotNull(Any) = DROP_NOT_NULL,
        Inherit(Any) = INHERIT, NoInherit(Any) = NO_INHERIT, ResetOptions(ResetOptions) = RESET_OPTIONS, Restart(Restart) = RESTART,
        SetCompression(SetCompression) = SET_COMPRESSION, SetDefault(SetDefault) = SET_DEFAULT,
        SetExpression(SetExpression) = SET_EXPRESSION, SetGenerated(SetGenerated) = SET_GENERATED,
        SetGeneratedOptions(SetGeneratedOptions) = SET_GENERATED_OPTIONS, SetNotNull(Any) = SET_NOT_NULL,
        SetOptions(SetOptions) = SET_OPTIONS, SetOptionsList(SetOptionsList) = SET_OPTIONS_LIST,
        SetSequenceOption(SetSequenceOption) = SET_SEQUENCE_OPTION, SetStatistics(SetStatistics) = SET_STATISTICS,
        SetStorage(SetStorage) = SET_STORAGE, SetType(SetType) = SET_TYPE }
    AlterConversionAction { OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = CONVERSION_RENAME_TO }
    AlterDefaultPrivilegesAction { GrantDefaultPrivileges(GrantDefaultPrivileges) = GRANT_DEFAULT_PRIVILEGES,
        RevokeDefaultPrivileges(RevokeDefaultPrivileges) = REVOKE_DEFAULT_PRIVILEGES }
    AlterDomainAction { AddConstraint(AddConstraint) = ADD_CONSTRAINT, DomainRenameTo(Any) = DOMAIN_RENAME_TO,
        DropConstraint(DropConstraint) = DROP_CONSTRAINT, DropDefault(Any) = DROP_DEFAULT, DropNotNull(Any) = DROP_NOT_NULL,
        OwnerTo(OwnerTo) = OWNER_TO, RenameConstraint(RenameConstraint) = RENAME_CONSTRAINT, SetDefault(SetDefault) = SET_DEFAULT,
        SetNotNull(Any) = SET_NOT_NULL, SetSchema(SetSchema) = SET_SCHEMA, ValidateConstraint(ValidateConstraint) = VALIDATE_CONSTRAINT }
    AlterEventTriggerAction { Disable(Any) = DISABLE, Enable(Any) = ENABLE, EnableAlways(Any) = ENABLE_ALWAYS,
        EnableReplica(Any) = ENABLE_REPLICA, OwnerTo(OwnerTo) = OWNER_TO, Other(Any) = EVENT_TRIGGER_RENAME_TO }
    AlterExtensionAction { AlterExtensionAdd(AlterExtensionAdd) = ALTER_EXTENSION_ADD,
        AlterExtensionDrop(AlterExtensionDrop) = ALTER_EXTENSION_DROP, AlterExtensionUpdate(AlterExtensionUpdate) = ALTER_EXTENSION_UPDATE,
        SetSchema(SetSchema) = SET_SCHEMA }
    AlterForeignDataWrapperAction { FdwOptionList(FdwOptionList) = FDW_OPTION_LIST, OwnerTo(OwnerTo) = OWNER_TO,
        Other(Any) = FOREIGN_DATA_WRAPPER_RENAME_TO }
    AlterFunctionAction { DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION, FuncOptionList(FuncOptionList) = FUNC_OPTION_LIST,
        NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION, OwnerTo(OwnerTo) = OWNER_TO,
        SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = FUNCTION_RENAME_TO }
    AlterGroupAction { AddUsers(AddUsers) = ADD_USERS, DropUsers(DropUsers) = DROP_USERS, RoleRenameTo(RoleRenameTo) = ROLE_RENAME_TO }
    AlterIndexAction { AlterSetStatistics(AlterSetStatistics) = ALTER_SET_STATISTICS,
        AttachIndexPartition(AttachIndexPartition) = ATTACH_INDEX_PARTITION, DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION,
        IndexRenameTo(IndexRenameTo) = INDEX_RENAME_TO, NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION,
        ResetOptions(ResetOptions) = RESET_OPTIONS, SetOptions(SetOptions) = SET_OPTIONS, SetTablespace(SetTablespace) = SET_TABLESPACE }
    AlterLanguageAction { OwnerTo(OwnerTo) = OWNER_TO, Other(Any) = LANGUAGE_RENAME_TO }
    AlterMaterializedViewAction { DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION,
        NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION, RenameColumn(RenameColumn) = RENAME_COLUMN,
        SetSchema(SetSchema) = SET_SCHEMA, ViewRenameTo(ViewRenameTo) = VIEW_RENAME_TO; AlterTableAction }
    AlterOperatorAction { OwnerTo(OwnerTo) = OWNER_TO, SetOptions(SetOptions) = SET_OPTIONS, SetSchema(SetSchema) = SET_SCHEMA }
    AlterOperatorClassAction { OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = OP_CLASS_RENAME_TO }
    AlterOperatorFamilyAction { AddOpClassOptions(AddOpClassOptions) = ADD_OP_CLASS_OPTIONS,
        DropOpClassOptions(DropOpClassOptions) = DROP_OP_CLASS_OPTIONS, OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA,
        Other(Any) = OP_FAMILY_RENAME_TO }
    AlterOption { AddForeignOption(AddForeignOption) = ADD_FOREIGN_OPTION, DropForeignOption(DropForeignOption) = DROP_FOREIGN_OPTION,
        SetForeignOption(SetForeignOption) = SET_FOREIGN_OPTION }
    AlterPolicyAction { AlterPolicyTo(AlterPolicyTo) = ALTER_POLICY_TO, PolicyRenameTo(Any) = POLICY_RENAME_TO }
    AlterProcedureAction { DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION,
        FuncOptionList(FuncOptionList) = FUNC_OPTION_LIST, NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION,
        OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = PROCEDURE_RENAME_TO }
    AlterPublicationAction { AddPublicationObjects(AddPublicationObjects) = ADD_PUBLICATION_OBJECTS,
        DropPublicationObjects(DropPublicationObjects) = DROP_PUBLICATION_OBJECTS, OwnerTo(OwnerTo) = OWNER_TO,
        SetAllPublicationObjectList(Any) = SET_ALL_PUBLICATION_OBJECT_LIST, SetOptions(SetOptions) = SET_OPTIONS,
        SetPublicationObjects(SetPublicationObjects) = SET_PUBLICATION_OBJECTS, Other(Any) = PUBLICATION_RENAME_TO }
    AlterRoleAction { RoleOptionList(RoleOptionList) = ROLE_OPTION_LIST, RoleRenameTo(RoleRenameTo) = ROLE_RENAME_TO,
        Other(Any) = RESET_CONFIG_PARAM | SET_CONFIG_PARAM }
    AlterRoutineAction { DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION, FuncOptionList(FuncOptionList) = FUNC_OPTION_LIST,
        NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION, OwnerTo(OwnerTo) = OWNER_TO,
        SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = ROUTINE_RENAME_TO }
    AlterSchemaAction { OwnerTo(OwnerTo) = OWNER_TO, Other(Any) = SCHEMA_RENAME_TO }
    AlterSequenceAction { OwnerTo(OwnerTo) = OWNER_TO, SequenceRenameTo(SequenceRenameTo) = SEQUENCE_RENAME_TO,
        SetLogged(Any) = SET_LOGGED, SetSchema(SetSchema) = SET_SCHEMA, SetUnlogged(Any) = SET_UNLOGGED; SequenceOption }
    AlterServerAction { AlterOptionList(AlterOptionList) = ALTER_OPTION_LIST, OwnerTo(OwnerTo) = OWNER_TO,
        ServerRenameTo(Any) = SERVER_RENAME_TO, ServerVersion(Any) = SERVER_VERSION }
    AlterStatisticsAction { OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA, SetStatistics(SetStatistics) = SET_STATISTICS,
        Other(Any) = STATISTICS_RENAME_TO }
    AlterSubscriptionAction { OwnerTo(OwnerTo) = OWNER_TO, ServerClause(ServerClause) = SERVER_CLAUSE,
        SetOptions(SetOptions) = SET_OPTIONS, Other(Any) = ADD_PUBLICATION | CONNECTION_CLAUSE | DISABLE_SUBSCRIPTION
        | DROP_SUBSCRIPTION_PUBLICATION | ENABLE_SUBSCRIPTION | REFRESH_PUBLICATION | SET_PUBLICATION | SKIP_SUBSCRIPTION
        | SUBSCRIPTION_RENAME_TO }
    AlterTableAction { AddColumn(AddColumn) = ADD_COLUMN, AddConstraint(AddConstraint) = ADD_CONSTRAINT,
        AlterColumn(AlterColumn) = ALTER_COLUMN, AlterConstraint(AlterConstraint) = ALTER_CONSTRAINT,
        AlterOptionList(AlterOptionList) = ALTER_OPTION_LIST, AttachPartition(AttachPartition) = ATTACH_PARTITION,
        ClusterOn(ClusterOn) = CLUSTER_ON, DetachPartition(DetachPartition) = DETACH_PARTITION, DisableRls(Any) = DISABLE_RLS,
        DisableRule(DisableRule) = DISABLE_RULE, DisableTrigger(DisableTrigger) = DISABLE_TRIGGER, DropColumn(DropColumn) = DROP_COLUMN,
        DropConstraint(DropConstraint) = DROP_CONSTRAINT, EnableAlwaysRule(EnableAlwaysRule) = ENABLE_ALWAYS_RULE,
        EnableAlwaysTrigger(EnableAlwaysTrigger) = ENABLE_ALWAYS_TRIGGER, EnableReplicaRule(EnableReplicaRule) = ENABLE_REPLICA_RULE,
        EnableReplicaTrigger(EnableReplicaTrigger) = ENABLE_REPLICA_TRIGGER, EnableRls(Any) = ENABLE_RLS,
        EnableRule(EnableRule) = ENABLE_RULE, EnableTrigger(EnableTrigger) = ENABLE_TRIGGER, ForceRls(Any) = FORCE_RLS,
        InheritTable(InheritTable) = INHERIT_TABLE, NoForceRls(Any) = NO_FORCE_RLS, NoInheritTable(NoInheritTable) = NO_INHERIT_TABLE,
        NotOf(Any) = NOT_OF, OfType(OfType) = OF_TYPE, OwnerTo(OwnerTo) = OWNER_TO, RenameColumn(RenameColumn) = RENAME_COLUMN,
        RenameConstraint(RenameConstraint) = RENAME_CONSTRAINT, ReplicaIdentity(ReplicaIdentity) = REPLICA_IDENTITY,
        ResetOptions(ResetOptions) = RESET_OPTIONS, SetAccessMethod(SetAccessMethod) = SET_ACCESS_METHOD, SetLogged(Any) = SET_LOGGED,
        SetOptions(SetOptions) = SET_OPTIONS, SetSchema(SetSchema) = SET_SCHEMA, SetTablespace(SetTablespace) = SET_TABLESPACE,
        SetUnlogged(Any) = SET_UNLOGGED, SetWithoutCluster(Any) = SET_WITHOUT_CLUSTER, SetWithoutOids(Any) = SET_WITHOUT_OIDS,
        TableRenameTo(TableRenameTo) = TABLE_RENAME_TO, ValidateConstraint(ValidateConstraint) = VALIDATE_CONSTRAINT,
        Other(Any) = MERGE_PARTITIONS | OPTION_ITEM_LIST | SPLIT_PARTITION }
    AlterTextSearchConfigurationAction { AddMapping(AddMapping) = ADD_MAPPING, AlterMapping(AlterMapping) = ALTER_MAPPING,
        DropMapping(DropMapping) = DROP_MAPPING, OwnerTo(OwnerTo) = OWNER_TO, SetSchema(SetSchema) = SET_SCHEMA,
        Other(Any) = TEXT_SEARCH_CONFIGURATION_RENAME_TO }
    AlterTextSearchDictionaryAction { AttributeList(AttributeList) = ATTRIBUTE_LIST, OwnerTo(OwnerTo) = OWNER_TO,
        SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = TEXT_SEARCH_DICTIONARY_RENAME_TO }
    AlterTextSearchParserAction { SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = TEXT_SEARCH_PARSER_RENAME_TO }
    AlterTextSearchTemplateAction { SetSchema(SetSchema) = SET_SCHEMA, Other(Any) = TEXT_SEARCH_TEMPLATE_RENAME_TO }
    AlterTriggerAction { DependsOnExtension(DependsOnExtension) = DEPENDS_ON_EXTENSION,
        NoDependsOnExtension(NoDependsOnExtension) = NO_DEPENDS_ON_EXTENSION, Other(Any) = TRIGGER_RENAME_TO }
    AlterTypeAction { AddValue(AddValue) = ADD_VALUE,
        AlterTypeAttributeActionList(AlterTypeAttributeActionList) = ALTER_TYPE_ATTRIBUTE_ACTION_LIST, OwnerTo(OwnerTo) = OWNER_TO,
        RenameAttribute(RenameAttribute) = RENAME_ATTRIBUTE, RenameValue(RenameValue) = RENAME_VALUE, SetOptions(SetOptions) = SET_OPTIONS,
        SetSchema(SetSchema) = SET_SCHEMA, TypeRenameTo(Any) = TYPE_RENAME_TO }
    AlterTypeAttributeAction { AddAttribute(AddAttribute) = ADD_ATTRIBUTE, AlterAttribute(AlterAttribute) = ALTER_ATTRIBUTE,
        DropAttribute(DropAttribute) = DROP_ATTRIBUTE }
    AlterUserAction { RoleOptionList(RoleOptionList) = ROLE_OPTION_LIST, RoleRenameTo(RoleRenameTo) = ROLE_RENAME_TO,
        Other(Any) = RESET_CONFIG_PARAM | SET_CONFIG_PARAM }
    AlterViewAction { AlterViewColumn(AlterViewColumn) = ALTER_VIEW_COLUMN, OwnerTo(OwnerTo) = OWNER_TO,
        RenameColumn(RenameColumn) = RENAME_COLUMN, ResetOptions(ResetOptions) = RESET_OPTIONS, SetOptions(SetOptions) = SET_OPTIONS,
        SetSchema(SetSchema) = SET_SCHEMA, ViewRenameTo(ViewRenameTo) = VIEW_RENAME_TO }
    AlterViewColumnAction { DropDefault(Any) = DROP_DEFAULT, SetDefault(SetDefault) = SET_DEFAULT }
    AsFuncTarget { AsDefinition(AsDefinition) = AS_DEFINITION, AsObjFile(AsObjFile) = AS_OBJ_FILE }
    CastContext { AsAssignment(Any) = AS_ASSIGNMENT, AsImplicit(Any) = AS_IMPLICIT }
    CastMethod { WithFunction(WithFunction) = WITH_FUNCTION, WithInout(Any) = WITH_INOUT, WithoutFunction(Any) = WITHOUT_FUNCTION }
    CheckOptionLevel { CascadedCheckOption(Any) = CASCADED_CHECK_OPTION, LocalCheckOption(Any) = LOCAL_CHECK_OPTION }
    ColumnClause { AlterOptionList(AlterOptionList) = ALTER_OPTION_LIST, Collate(Collate) = COLLATE,
        CompressionMethod(CompressionMethod) = COMPRESSION_METHOD, Storage(Storage) = STORAGE,
        WithOptions(Any) = WITH_OPTIONS; ColumnConstraint }
    ColumnConstraint { CheckConstraint(CheckConstraint) = CHECK_CONSTRAINT, DefaultConstraint(DefaultConstraint) = DEFAULT_CONSTRAINT,
        ExcludeConstraint(ExcludeConstraint) = EXCLUDE_CONSTRAINT, GeneratedConstraint(GeneratedConstraint) = GENERATED_CONSTRAINT,
        NotNullConstraint(NotNullConstraint) = NOT_NULL_CONSTRAINT, NullConstraint(Any) = NULL_CONSTRAINT,
        PrimaryKeyConstraint(PrimaryKeyConstraint) = PRIMARY_KEY_CONSTRAINT,
        ReferencesConstraint(ReferencesConstraint) = REFERENCES_CONSTRAINT, UniqueConstraint(UniqueConstraint) = UNIQUE_CONSTRAINT }
    CommentObject { ObjectAccessMethod(ObjectAccessMethod) = OBJECT_ACCESS_METHOD, ObjectAggregate(ObjectAggregate) = OBJECT_AGGREGATE,
        ObjectCast(ObjectCast) = OBJECT_CAST, ObjectCollation(ObjectCollation) = OBJECT_COLLATION,
        ObjectColumn(ObjectColumn) = OBJECT_COLUMN, ObjectConstraint(ObjectConstraint) = OBJECT_CONSTRAINT,
        ObjectConversion(ObjectConversion) = OBJECT_CONVERSION, ObjectDatabase(ObjectDatabase) = OBJECT_DATABASE,
        ObjectDomain(ObjectDomain) = OBJECT_DOMAIN, ObjectEventTrigger(ObjectEventTrigger) = OBJECT_EVENT_TRIGGER,
        ObjectExtension(ObjectExtension) = OBJECT_EXTENSION,
        ObjectForeignDataWrapper(ObjectForeignDataWrapper) = OBJECT_FOREIGN_DATA_WRAPPER,
        ObjectForeignTable(ObjectForeignTable) = OBJECT_FOREIGN_TABLE, ObjectFunction(ObjectFunction) = OBJECT_FUNCTION,
        ObjectIndex(ObjectIndex) = OBJECT_INDEX, ObjectLanguage(ObjectLanguage) = OBJECT_LANGUAGE,
        ObjectLargeObject(ObjectLargeObject) = OBJECT_LARGE_OBJECT,
        ObjectMaterializedView(ObjectMaterializedView) = OBJECT_MATERIALIZED_VIEW, ObjectOperator(ObjectOperator) = OBJECT_OPERATOR,
        ObjectOperatorClass(ObjectOperatorClass) = OBJECT_OPERATOR_CLASS,
        ObjectOperatorFamily(ObjectOperatorFamily) = OBJECT_OPERATOR_FAMILY, ObjectPolicy(ObjectPolicy) = OBJECT_POLICY,
        ObjectProcedure(ObjectProcedure) = OBJECT_PROCEDURE, ObjectPublication(ObjectPublication) = OBJECT_PUBLICATION,
        ObjectRole(ObjectRole) = OBJECT_ROLE, ObjectRoutine(ObjectRoutine) = OBJECT_ROUTINE, ObjectRule(ObjectRule) = OBJECT_RULE,
        ObjectSchema(ObjectSchema) = OBJECT_SCHEMA, ObjectSequence(ObjectSequence) = OBJECT_SEQUENCE,
        ObjectServer(ObjectServer) = OBJECT_SERVER, ObjectStatistics(ObjectStatistics) = OBJECT_STATISTICS,
        ObjectSubscription(ObjectSubscription) = OBJECT_SUBSCRIPTION, ObjectTable(ObjectTable) = OBJECT_TABLE,
        ObjectTablespace(ObjectTablespace) = OBJECT_TABLESPACE, ObjectTextSearchConfig(ObjectTextSearchConfig) = OBJECT_TEXT_SEARCH_CONFIG,
        ObjectTextSearchDict(ObjectTextSearchDict) = OBJECT_TEXT_SEARCH_DICT,
        ObjectTextSearchParser(ObjectTextSearchParser) = OBJECT_TEXT_SEARCH_PARSER,
        ObjectTextSearchTemplate(ObjectTextSearchTemplate) = OBJECT_TEXT_SEARCH_TEMPLATE,
        ObjectTransform(ObjectTransform) = OBJECT_TRANSFORM, ObjectTrigger(ObjectTrigger) = OBJECT_TRIGGER,
        ObjectType(ObjectType) = OBJECT_TYPE, ObjectView(ObjectView) = OBJECT_VIEW, Other(Any) = OBJECT_PROPERTY_GRAPH }
    Commit { CommitPrepared(Any) = COMMIT_PREPARED, CommitTransaction(Any) = COMMIT_TRANSACTION }
    ConfigAssignment { FromCurrent(Any) = FROM_CURRENT, ToConfigValue(ToConfigValue) = TO_CONFIG_VALUE }
    ConfigValue { ConfigValueName(Any) = CONFIG_VALUE_NAME, Literal(Literal) = LITERAL, PrefixExpr(PrefixExpr) = PREFIX_EXPR }
    Constraint { CheckConstraint(CheckConstraint) = CHECK_CONSTRAINT, DefaultConstraint(DefaultConstraint) = DEFAULT_CONSTRAINT,
        ExcludeConstraint(ExcludeConstraint) = EXCLUDE_CONSTRAINT, ForeignKeyConstraint(ForeignKeyConstraint) = FOREIGN_KEY_CONSTRAINT,
        GeneratedConstraint(GeneratedConstraint) = GENERATED_CONSTRAINT, NotNullConstraint(NotNullConstraint) = NOT_NULL_CONSTRAINT,
        NullConstraint(Any) = NULL_CONSTRAINT, PrimaryKeyConstraint(PrimaryKeyConstraint) = PRIMARY_KEY_CONSTRAINT,
        ReferencesConstraint(ReferencesConstraint) = REFERENCES_CONSTRAINT, UniqueConstraint(UniqueConstraint) = UNIQUE_CONSTRAINT }
    ConstraintOption { DeferrableConstraintOption(Any) = DEFERRABLE_CONSTRAINT_OPTION, Enforced(Any) = ENFORCED, Inherit(Any) = INHERIT,
        InitiallyDeferredConstraintOption(Any) = INITIALLY_DEFERRED_CONSTRAINT_OPTION,
        InitiallyImmediateConstraintOption(Any) = INITIALLY_IMMEDIATE_CONSTRAINT_OPTION, NoInherit(Any) = NO_INHERIT,
        NotDeferrableConstraintOption(Any) = NOT_DEFERRABLE_CONSTRAINT_OPTION, NotEnforced(Any) = NOT_ENFORCED, NotValid(Any) = NOT_VALID }
    ConstraintTiming { Deferred(Any) = DEFERRED, Other(Any) = IMMEDIATE }
    CreateCollationDefinition { AttributeList(AttributeList) = ATTRIBUTE_LIST, CollationFrom(CollationFrom) = COLLATION_FROM }
    CreateSchemaTarget { AuthorizationSchema(AuthorizationSchema) = AUTHORIZATION_SCHEMA, NamedSchema(NamedSchema) = NAMED_SCHEMA }
    CreateTableAsQuery { Execute(Execute) = EXECUTE; SelectVariant }
    CreateTypeKind { BaseType(BaseType) = BASE_TYPE, CompositeType(CompositeType) = COMPOSITE_TYPE, EnumType(EnumType) = ENUM_TYPE,
        RangeType(RangeType) = RANGE_TYPE }
    CursorHold { WithHold(Any) = WITH_HOLD, Other(Any) = WITHOUT_HOLD }
    DataOption { WithNoData(Any) = WITH_NO_DATA, Other(Any) = WITH_DATA }
    DetachPartitionOption { DetachConcurrently(Any) = DETACH_CONCURRENTLY, DetachFinalize(Any) = DETACH_FINALIZE }
    DiscardTarget { DiscardAll(Any) = DISCARD_ALL, DiscardPlans(Any) = DISCARD_PLANS, DiscardSequences(Any) = DISCARD_SEQUENCES,
        DiscardTemp(Any) = DISCARD_TEMP }
    DomainQualifier { Collate(Collate) = COLLATE; Constraint }
    DropBehavior { Cascade(Any) = CASCADE, Restrict(Any) = RESTRICT }
    DropOpClassOption { DropOpClassOptionFunction(DropOpClassOptionFunction) = DROP_OP_CLASS_OPTION_FUNCTION,
        DropOpClassOptionOperator(DropOpClassOptionOperator) = DROP_OP_CLASS_OPTION_OPERATOR }
    ExplainMode { ExplainAnalyze(Any) = EXPLAIN_ANALYZE, ExplainOptionList(ExplainOptionList) = EXPLAIN_OPTION_LIST,
        ExplainVerbose(Any) = EXPLAIN_VERBOSE }
    ExplainStmt { CompoundSelect(Any) = COMPOUND_SELECT, CreateMaterializedView(CreateMaterializedView) = CREATE_MATERIALIZED_VIEW,
        CreateTableAs(CreateTableAs) = CREATE_TABLE_AS, Declare(Declare) = DECLARE, Delete(Delete) = DELETE, Execute(Execute) = EXECUTE,
        Insert(Insert) = INSERT, Merge(Merge) = MERGE, ParenSelect(Any) = PAREN_SELECT, Select(Any) = SELECT,
        SelectInto(Any) = SELECT_INTO, Table(Any) = TABLE, Update(Update) = UPDATE, Values(Any) = VALUES }
    Expr { CallExpr(CallExpr) = CALL_EXPR, Collate(Collate) = COLLATE, Literal(Literal) = LITERAL, NameRef(Any) = NAME_REF,
        PrefixExpr(PrefixExpr) = PREFIX_EXPR, Other(Any) = ARRAY_EXPR | BETWEEN_EXPR | BIN_EXPR | CASE_EXPR | CAST_EXPR | FIELD_EXPR
        | INDEX_EXPR | PAREN_EXPR | POSTFIX_EXPR | SLICE_EXPR | TUPLE_EXPR }
    ExtensionMemberObject { ObjectAccessMethod(ObjectAccessMethod) = OBJECT_ACCESS_METHOD,
        ObjectAggregate(ObjectAggregate) = OBJECT_AGGREGATE, ObjectCast(ObjectCast) = OBJECT_CAST,
        ObjectCollation(ObjectCollation) = OBJECT_COLLATION, ObjectConversion(ObjectConversion) = OBJECT_CONVERSION,
        ObjectDatabase(ObjectDatabase) = OBJECT_DATABASE, ObjectDomain(ObjectDomain) = OBJECT_DOMAIN,
        ObjectEventTrigger(ObjectEventTrigger) = OBJECT_EVENT_TRIGGER, ObjectExtension(ObjectExtension) = OBJECT_EXTENSION,
        ObjectForeignDataWrapper(ObjectForeignDataWrapper) = OBJECT_FOREIGN_DATA_WRAPPER,
        ObjectForeignTable(ObjectForeignTable) = OBJECT_FOREIGN_TABLE, ObjectFunction(ObjectFunction) = OBJECT_FUNCTION,
        ObjectIndex(ObjectIndex) = OBJECT_INDEX, ObjectLanguage(ObjectLanguage) = OBJECT_LANGUAGE,
        ObjectMaterializedView(ObjectMaterializedView) = OBJECT_MATERIALIZED_VIEW, ObjectOperator(ObjectOperator) = OBJECT_OPERATOR,
        ObjectOperatorClass(ObjectOperatorClass) = OBJECT_OPERATOR_CLASS,
        ObjectOperatorFamily(ObjectOperatorFamily) = OBJECT_OPERATOR_FAMILY, ObjectProcedure(ObjectProcedure) = OBJECT_PROCEDURE,
        ObjectPublication(ObjectPublication) = OBJECT_PUBLICATION, ObjectRole(ObjectRole) = OBJECT_ROLE,
        ObjectRoutine(ObjectRoutine) = OBJECT_ROUTINE, ObjectSchema(ObjectSchema) = OBJECT_SCHEMA,
        ObjectSequence(ObjectSequence) = OBJECT_SEQUENCE, ObjectServer(ObjectServer) = OBJECT_SERVER,
        ObjectStatistics(ObjectStatistics) = OBJECT_STATISTICS, ObjectSubscription(ObjectSubscription) = OBJECT_SUBSCRIPTION,
        ObjectTable(ObjectTable) = OBJECT_TABLE, ObjectTablespace(ObjectTablespace) = OBJECT_TABLESPACE,
        ObjectTextSearchConfig(ObjectTextSearchConfig) = OBJECT_TEXT_SEARCH_CONFIG,
        ObjectTextSearchDict(ObjectTextSearchDict) = OBJECT_TEXT_SEARCH_DICT,
        ObjectTextSearchParser(ObjectTextSearchParser) = OBJECT_TEXT_SEARCH_PARSER,
        ObjectTextSearchTemplate(ObjectTextSearchTemplate) = OBJECT_TEXT_SEARCH_TEMPLATE,
        ObjectTransform(ObjectTransform) = OBJECT_TRANSFORM, ObjectType(ObjectType) = OBJECT_TYPE, ObjectView(ObjectView) = OBJECT_VIEW }
    FdwOption { OptionAlterOptionList(OptionAlterOptionList) = OPTION_ALTER_OPTION_LIST, OptionConnection(Any) = OPTION_CONNECTION,
        OptionHandler(OptionHandler) = OPTION_HANDLER, OptionNoConnection(Any) = OPTION_NO_CONNECTION,
        OptionNoHandler(Any) = OPTION_NO_HANDLER, OptionNoValidator(Any) = OPTION_NO_VALIDATOR,
        OptionValidator(OptionValidator) = OPTION_VALIDATOR }
    FuncOption { AsFuncOption(AsFuncOption) = AS_FUNC_OPTION, CalledOnNullInputFuncOption(Any) = CALLED_ON_NULL_INPUT_FUNC_OPTION,
        CostFuncOption(CostFuncOption) = COST_FUNC_OPTION, LanguageFuncOption(LanguageFuncOption) = LANGUAGE_FUNC_OPTION,
        LeakproofFuncOption(Any) = LEAKPROOF_FUNC_OPTION, NotLeakproofFuncOption(Any) = NOT_LEAKPROOF_FUNC_OPTION,
        ParallelFuncOption(ParallelFuncOption) = PARALLEL_FUNC_OPTION, ResetFuncOption(ResetFuncOption) = RESET_FUNC_OPTION,
        ReturnsNullOnNullInputFuncOption(Any) = RETURNS_NULL_ON_NULL_INPUT_FUNC_OPTION, RowsFuncOption(RowsFuncOption) = ROWS_FUNC_OPTION,
        SecurityDefinerFuncOption(Any) = SECURITY_DEFINER_FUNC_OPTION, SecurityInvokerFuncOption(Any) = SECURITY_INVOKER_FUNC_OPTION,
        SetFuncOption(SetFuncOption) = SET_FUNC_OPTION, StrictFuncOption(Any) = STRICT_FUNC_OPTION,
        SupportFuncOption(SupportFuncOption) = SUPPORT_FUNC_OPTION, TransformFuncOption(TransformFuncOption) = TRANSFORM_FUNC_OPTION,
        WindowFuncOption(Any) = WINDOW_FUNC_OPTION; VolatilityFuncOption }
    FuncType { Other(Any) = PERCENT_TYPE; Type }
    GeneratedAs { GeneratedIdentity(GeneratedIdentity) = GENERATED_IDENTITY, GeneratedStored(GeneratedStored) = GENERATED_STORED }
    GeneratedKind { Stored(Any) = STORED, Virtual(Any) = VIRTUAL }
    GeneratedWhen { GeneratedAlways(Any) = GENERATED_ALWAYS, GeneratedByDefault(Any) = GENERATED_BY_DEFAULT }
    IntervalQualifier { IntervalHour(IntervalHour) = INTERVAL_HOUR, IntervalMinute(IntervalMinute) = INTERVAL_MINUTE,
        Other(Any) = INTERVAL_DAY | INTERVAL_MONTH | INTERVAL_SECOND | INTERVAL_YEAR }
    LikeOption { ExcludingProperty(ExcludingProperty) = EXCLUDING_PROPERTY, IncludingProperty(IncludingProperty) = INCLUDING_PROPERTY }
    LockMode { AccessExclusive(Any) = ACCESS_EXCLUSIVE, AccessShare(Any) = ACCESS_SHARE, Exclusive(Any) = EXCLUSIVE,
        RowExclusive(Any) = ROW_EXCLUSIVE, RowShare(Any) = ROW_SHARE, Share(Any) = SHARE, ShareRowExclusive(Any) = SHARE_ROW_EXCLUSIVE,
        ShareUpdateExclusive(Any) = SHARE_UPDATE_EXCLUSIVE }
    MatchType { MatchFull(Any) = MATCH_FULL, MatchPartial(Any) = MATCH_PARTIAL, MatchSimple(Any) = MATCH_SIMPLE }
    NullsDistinctOption { NullsNotDistinct(Any) = NULLS_NOT_DISTINCT, Other(Any) = NULLS_DISTINCT }
    NullsOrder { NullsFirst(Any) = NULLS_FIRST, NullsLast(Any) = NULLS_LAST }
    OnCommitAction { DeleteRows(Any) = DELETE_ROWS, Drop(Any) = DROP, PreserveRows(Any) = PRESERVE_ROWS }
    OpClassOption { OpClassOptionFunction(OpClassOptionFunction) = OP_CLASS_OPTION_FUNCTION,
        OpClassOptionOperator(OpClassOptionOperator) = OP_CLASS_OPTION_OPERATOR,
        OpClassOptionStorage(OpClassOptionStorage) = OP_CLASS_OPTION_STORAGE }
    OpClassPurpose { OpClassForOrderBy(OpClassForOrderBy) = OP_CLASS_FOR_ORDER_BY, OpClassForSearch(Any) = OP_CLASS_FOR_SEARCH }
    OwnedByTarget { OwnedByNone(Any) = OWNED_BY_NONE, QualifiedColumnNameRef(QualifiedColumnNameRef) = QUALIFIED_COLUMN_NAME_REF }
    ParamMode { ParamIn(Any) = PARAM_IN, ParamInOut(Any) = PARAM_IN_OUT, ParamOut(Any) = PARAM_OUT, ParamVariadic(Any) = PARAM_VARIADIC }
    PartitionType { PartitionDefault(Any) = PARTITION_DEFAULT, PartitionForValuesFrom(PartitionForValuesFrom) = PARTITION_FOR_VALUES_FROM,
        PartitionForValuesIn(PartitionForValuesIn) = PARTITION_FOR_VALUES_IN,
        PartitionForValuesWith(PartitionForValuesWith) = PARTITION_FOR_VALUES_WITH }
    Persistence { Temp(Any) = TEMP, Unlogged(Any) = UNLOGGED }
    PolicyCommandKind { PolicyCommandAll(Any) = POLICY_COMMAND_ALL, PolicyCommandDelete(Any) = POLICY_COMMAND_DELETE,
        PolicyCommandInsert(Any) = POLICY_COMMAND_INSERT, PolicyCommandSelect(Any) = POLICY_COMMAND_SELECT,
        PolicyCommandUpdate(Any) = POLICY_COMMAND_UPDATE }
    PreparableStmt { CompoundSelect(Any) = COMPOUND_SELECT, Delete(Delete) = DELETE, Insert(Insert) = INSERT, Merge(Merge) = MERGE,
        ParenSelect(Any) = PAREN_SELECT, Select(Any) = SELECT, SelectInto(Any) = SELECT_INTO, Table(Any) = TABLE, Update(Update) = UPDATE,
        Values(Any) = VALUES }
    PrivilegeObjects { PrivilegeAllFunctionsInSchema(PrivilegeAllFunctionsInSchema) = PRIVILEGE_ALL_FUNCTIONS_IN_SCHEMA,
        PrivilegeAllProceduresInSchema(PrivilegeAllProceduresInSchema) = PRIVILEGE_ALL_PROCEDURES_IN_SCHEMA,
        PrivilegeAllRoutinesInSchema(PrivilegeAllRoutinesInSchema) = PRIVILEGE_ALL_ROUTINES_IN_SCHEMA,
        PrivilegeAllSequencesInSchema(PrivilegeAllSequencesInSchema) = PRIVILEGE_ALL_SEQUENCES_IN_SCHEMA,
        PrivilegeAllTablesInSchema(PrivilegeAllTablesInSchema) = PRIVILEGE_ALL_TABLES_IN_SCHEMA,
        PrivilegeDatabase(PrivilegeDatabase) = PRIVILEGE_DATABASE, PrivilegeDefault(PrivilegeDefault) = PRIVILEGE_DEFAULT,
        PrivilegeDomain(PrivilegeDomain) = PRIVILEGE_DOMAIN,
        PrivilegeForeignDataWrapper(PrivilegeForeignDataWrapper) = PRIVILEGE_FOREIGN_DATA_WRAPPER,
        PrivilegeForeignServer(PrivilegeForeignServer) = PRIVILEGE_FOREIGN_SERVER,
        PrivilegeFunction(PrivilegeFunction) = PRIVILEGE_FUNCTION, PrivilegeLanguage(PrivilegeLanguage) = PRIVILEGE_LANGUAGE,
        PrivilegeLargeObject(Any) = PRIVILEGE_LARGE_OBJECT, PrivilegeParameter(PrivilegeParameter) = PRIVILEGE_PARAMETER,
        PrivilegeProcedure(PrivilegeProcedure) = PRIVILEGE_PROCEDURE, PrivilegePropertyGraph(Any) = PRIVILEGE_PROPERTY_GRAPH,
        PrivilegeRoutine(PrivilegeRoutine) = PRIVILEGE_ROUTINE, PrivilegeSchema(PrivilegeSchema) = PRIVILEGE_SCHEMA,
        PrivilegeSequence(PrivilegeSequence) = PRIVILEGE_SEQUENCE, PrivilegeTable(PrivilegeTable) = PRIVILEGE_TABLE,
        PrivilegeTablespace(PrivilegeTablespace) = PRIVILEGE_TABLESPACE, PrivilegeType(PrivilegeType) = PRIVILEGE_TYPE }
    PrivilegeTarget { PrivilegeTargetFunctions(Any) = PRIVILEGE_TARGET_FUNCTIONS,
        PrivilegeTargetLargeObjects(Any) = PRIVILEGE_TARGET_LARGE_OBJECTS, PrivilegeTargetRoutines(Any) = PRIVILEGE_TARGET_ROUTINES,
        PrivilegeTargetSchemas(Any) = PRIVILEGE_TARGET_SCHEMAS, PrivilegeTargetSequences(Any) = PRIVILEGE_TARGET_SEQUENCES,
        PrivilegeTargetTables(Any) = PRIVILEGE_TARGET_TABLES, PrivilegeTargetTypes(Any) = PRIVILEGE_TARGET_TYPES }
    Privileges { AllPrivileges(AllPrivileges) = ALL_PRIVILEGES, RevokeCommandList(RevokeCommandList) = REVOKE_COMMAND_LIST }
    PublicationForClause { ForAllPublicationObjects(ForAllPublicationObjects) = FOR_ALL_PUBLICATION_OBJECTS,
        ForPublicationObjects(ForPublicationObjects) = FOR_PUBLICATION_OBJECTS }
    PublicationObject { PublicationObjectCurrentSchema(Any) = PUBLICATION_OBJECT_CURRENT_SCHEMA,
        PublicationObjectTable(PublicationObjectTable) = PUBLICATION_OBJECT_TABLE,
        PublicationObjectTablesInSchema(PublicationObjectTablesInSchema) = PUBLICATION_OBJECT_TABLES_IN_SCHEMA }
    RefAction { Cascade(Any) = CASCADE, NoAction(Any) = NO_ACTION, Restrict(Any) = RESTRICT,
        SetDefaultColumns(SetDefaultColumns) = SET_DEFAULT_COLUMNS, SetNullColumns(SetNullColumns) = SET_NULL_COLUMNS }
    ReferencingTable { NewTable(NewTable) = NEW_TABLE, OldTable(OldTable) = OLD_TABLE }
    ReferentialAction { OnDeleteAction(OnDeleteAction) = ON_DELETE_ACTION, OnUpdateAction(OnUpdateAction) = ON_UPDATE_ACTION }
    ReindexTarget { ReindexTargetDatabase(ReindexTargetDatabase) = REINDEX_TARGET_DATABASE,
        ReindexTargetIndex(ReindexTargetIndex) = REINDEX_TARGET_INDEX, ReindexTargetSchema(ReindexTargetSchema) = REINDEX_TARGET_SCHEMA,
        ReindexTargetSystem(ReindexTargetSystem) = REINDEX_TARGET_SYSTEM, ReindexTargetTable(ReindexTargetTable) = REINDEX_TARGET_TABLE }
    ReplicaIdentityOption { ReplicaIdentityDefault(Any) = REPLICA_IDENTITY_DEFAULT, ReplicaIdentityFull(Any) = REPLICA_IDENTITY_FULL,
        ReplicaIdentityNothing(Any) = REPLICA_IDENTITY_NOTHING, UsingIndexName(UsingIndexName) = USING_INDEX_NAME }
    ResetTarget { All(Any) = ALL, ConfigParameterRef(ConfigParameterRef) = CONFIG_PARAMETER_REF, ResetTimeZone(Any) = RESET_TIME_ZONE,
        ResetTransactionIsolation(Any) = RESET_TRANSACTION_ISOLATION }
    RoleOption { RoleOptionGeneric(Any) = ROLE_OPTION_GENERIC, Other(Any) = ROLE_OPTION_ADMIN | ROLE_OPTION_CONNECTION_LIMIT
        | ROLE_OPTION_ENCRYPTED_PASSWORD | ROLE_OPTION_IN_GROUP | ROLE_OPTION_IN_ROLE | ROLE_OPTION_INHERIT | ROLE_OPTION_PASSWORD
        | ROLE_OPTION_ROLE | ROLE_OPTION_SYSID | ROLE_OPTION_USER | ROLE_OPTION_VALID_UNTIL }
    RoleRefValue { RoleNameRef(Any) = ROLE_NAME_REF, RoleRefCurrentRole(Any) = ROLE_REF_CURRENT_ROLE,
        RoleRefCurrentUser(Any) = ROLE_REF_CURRENT_USER, RoleRefSessionUser(Any) = ROLE_REF_SESSION_USER }
    Rollback { RollbackPrepared(Any) = ROLLBACK_PREPARED, RollbackToSavepoint(RollbackToSavepoint) = ROLLBACK_TO_SAVEPOINT,
        RollbackTransaction(Any) = ROLLBACK_TRANSACTION }
    RoutineBody { AtomicBody(AtomicBody) = ATOMIC_BODY, ReturnStmt(ReturnStmt) = RETURN_STMT }
    RoutineBodyStmt { ReturnStmt(ReturnStmt) = RETURN_STMT; Stmt }
    RuleAction { Nothing(Any) = NOTHING, RuleStmtList(RuleStmtList) = RULE_STMT_LIST; RuleStmt }
    RuleStmt { Delete(Delete) = DELETE, Insert(Insert) = INSERT, Notify(Any) = NOTIFY, Update(Update) = UPDATE; SelectVariant }
    SchemaElement { CreateAggregate(CreateAggregate) = CREATE_AGGREGATE, CreateCollation(CreateCollation) = CREATE_COLLATION,
        CreateDomain(CreateDomain) = CREATE_DOMAIN, CreateFunction(CreateFunction) = CREATE_FUNCTION,
        CreateIndex(CreateIndex) = CREATE_INDEX, CreateOperator(CreateOperator) = CREATE_OPERATOR,
        CreateProcedure(CreateProcedure) = CREATE_PROCEDURE, CreateSequence(CreateSequence) = CREATE_SEQUENCE,
        CreateTable(CreateTable) = CREATE_TABLE,
        CreateTextSearchConfiguration(CreateTextSearchConfiguration) = CREATE_TEXT_SEARCH_CONFIGURATION,
        CreateTextSearchDictionary(CreateTextSearchDictionary) = CREATE_TEXT_SEARCH_DICTIONARY,
        CreateTextSearchParser(CreateTextSearchParser) = CREATE_TEXT_SEARCH_PARSER,
        CreateTextSearchTemplate(CreateTextSearchTemplate) = CREATE_TEXT_SEARCH_TEMPLATE, CreateTrigger(CreateTrigger) = CREATE_TRIGGER,
        CreateType(CreateType) = CREATE_TYPE, CreateView(CreateView) = CREATE_VIEW, Grant(Grant) = GRANT }
    SecurityLabelObject { ObjectAggregate(ObjectAggregate) = OBJECT_AGGREGATE, ObjectColumn(ObjectColumn) = OBJECT_COLUMN,
        ObjectDatabase(ObjectDatabase) = OBJECT_DATABASE, ObjectDomain(ObjectDomain) = OBJECT_DOMAIN,
        ObjectEventTrigger(ObjectEventTrigger) = OBJECT_EVENT_TRIGGER, ObjectForeignTable(ObjectForeignTable) = OBJECT_FOREIGN_TABLE,
        ObjectFunction(ObjectFunction) = OBJECT_FUNCTION, ObjectLanguage(ObjectLanguage) = OBJECT_LANGUAGE,
        ObjectLargeObject(ObjectLargeObject) = OBJECT_LARGE_OBJECT,
        ObjectMaterializedView(ObjectMaterializedView) = OBJECT_MATERIALIZED_VIEW, ObjectProcedure(ObjectProcedure) = OBJECT_PROCEDURE,
        ObjectPublication(ObjectPublication) = OBJECT_PUBLICATION, ObjectRole(ObjectRole) = OBJECT_ROLE,
        ObjectRoutine(ObjectRoutine) = OBJECT_ROUTINE, ObjectSchema(ObjectSchema) = OBJECT_SCHEMA,
        ObjectSequence(ObjectSequence) = OBJECT_SEQUENCE, ObjectSubscription(ObjectSubscription) = OBJECT_SUBSCRIPTION,
        ObjectTable(ObjectTable) = OBJECT_TABLE, ObjectTablespace(ObjectTablespace) = OBJECT_TABLESPACE,
        ObjectType(ObjectType) = OBJECT_TYPE, ObjectView(ObjectView) = OBJECT_VIEW }
    SelectVariant { CompoundSelect(Any) = COMPOUND_SELECT, ParenSelect(Any) = PAREN_SELECT, Select(Any) = SELECT,
        SelectInto(Any) = SELECT_INTO, Table(Any) = TABLE, Values(Any) = VALUES }
    SequenceOption { OptionAsType(OptionAsType) = OPTION_AS_TYPE, OptionCache(OptionCache) = OPTION_CACHE, OptionCycle(Any) = OPTION_CYCLE,
        OptionIncrement(OptionIncrement) = OPTION_INCREMENT, OptionLogged(Any) = OPTION_LOGGED,
        OptionMaxValue(OptionMaxValue) = OPTION_MAX_VALUE, OptionMinValue(OptionMinValue) = OPTION_MIN_VALUE,
        OptionNoCycle(Any) = OPTION_NO_CYCLE, OptionNoMaxValue(Any) = OPTION_NO_MAX_VALUE, OptionNoMinValue(Any) = OPTION_NO_MIN_VALUE,
        OptionOwnedBy(OptionOwnedBy) = OPTION_OWNED_BY, OptionRestart(OptionRestart) = OPTION_RESTART,
        OptionSequenceName(OptionSequenceName) = OPTION_SEQUENCE_NAME, OptionStart(OptionStart) = OPTION_START,
        OptionUnlogged(Any) = OPTION_UNLOGGED }
    SetGeneratedOption { Restart(Restart) = RESTART, SetGenerated(SetGenerated) = SET_GENERATED,
        SetSequenceOption(SetSequenceOption) = SET_SEQUENCE_OPTION }
    SetRoleTarget { Literal(Literal) = LITERAL, RoleRef(RoleRef) = ROLE_REF, SetRoleNone(Any) = SET_ROLE_NONE }
    SetScope { LocalScope(Any) = LOCAL_SCOPE, Other(Any) = SESSION_SCOPE }
    SetSessionAuthTarget { Literal(Literal) = LITERAL, RoleRef(RoleRef) = ROLE_REF, SetSessionAuthDefault(Any) = SET_SESSION_AUTH_DEFAULT }
    SetTarget { SetCatalog(SetCatalog) = SET_CATALOG, SetConfig(SetConfig) = SET_CONFIG, SetSchemaValue(SetSchemaValue) = SET_SCHEMA_VALUE,
        SetTimeZone(SetTimeZone) = SET_TIME_ZONE, SetXmlOption(SetXmlOption) = SET_XML_OPTION }
    ShowAction { All(Any) = ALL, ConfigParameterRef(ConfigParameterRef) = CONFIG_PARAMETER_REF,
        SessionAuthorization(Any) = SESSION_AUTHORIZATION, TimeZone(Any) = TIME_ZONE,
        TransactionIsolationLevel(Any) = TRANSACTION_ISOLATION_LEVEL }
    SortOrder { SortAsc(Any) = SORT_ASC, SortDesc(Any) = SORT_DESC, SortUsing(Any) = SORT_USING }
    Stmt { AlterAggregate(AlterAggregate) = ALTER_AGGREGATE, AlterCollation(AlterCollation) = ALTER_COLLATION,
        AlterConversion(AlterConversion) = ALTER_CONVERSION, AlterDatabase(Any) = ALTER_DATABASE,
        AlterDefaultPrivileges(AlterDefaultPrivileges) = ALTER_DEFAULT_PRIVILEGES, AlterDomain(AlterDomain) = ALTER_DOMAIN,
        AlterEventTrigger(AlterEventTrigger) = ALTER_EVENT_TRIGGER, AlterExtension(AlterExtension) = ALTER_EXTENSION,
        AlterForeignDataWrapper(AlterForeignDataWrapper) = ALTER_FOREIGN_DATA_WRAPPER,
        AlterForeignTable(AlterForeignTable) = ALTER_FOREIGN_TABLE, AlterFunction(AlterFunction) = ALTER_FUNCTION,
        AlterGroup(AlterGroup) = ALTER_GROUP, AlterIndex(AlterIndex) = ALTER_INDEX, AlterLanguage(AlterLanguage) = ALTER_LANGUAGE,
        AlterLargeObject(Any) = ALTER_LARGE_OBJECT, AlterMaterializedView(AlterMaterializedView) = ALTER_MATERIALIZED_VIEW,
        AlterOperator(AlterOperator) = ALTER_OPERATOR, AlterOperatorClass(AlterOperatorClass) = ALTER_OPERATOR_CLASS,
        AlterOperatorFamily(AlterOperatorFamily) = ALTER_OPERATOR_FAMILY, AlterPolicy(AlterPolicy) = ALTER_POLICY,
        AlterProcedure(AlterProcedure) = ALTER_PROCEDURE, AlterPropertyGraph(Any) = ALTER_PROPERTY_GRAPH,
        AlterPublication(AlterPublication) = ALTER_PUBLICATION, AlterRole(AlterRole) = ALTER_ROLE,
        AlterRoutine(AlterRoutine) = ALTER_ROUTINE, AlterRule(AlterRule) = ALTER_RULE, AlterSchema(AlterSchema) = ALTER_SCHEMA,
        AlterSequence(AlterSequence) = ALTER_SEQUENCE, AlterServer(AlterServer) = ALTER_SERVER,
        AlterStatistics(AlterStatistics) = ALTER_STATISTICS, AlterSubscription(AlterSubscription) = ALTER_SUBSCRIPTION,
        AlterSystem(Any) = ALTER_SYSTEM, AlterTable(AlterTable) = ALTER_TABLE, AlterTablespace(Any) = ALTER_TABLESPACE,
        AlterTextSearchConfiguration(AlterTextSearchConfiguration) = ALTER_TEXT_SEARCH_CONFIGURATION,
        AlterTextSearchDictionary(AlterTextSearchDictionary) = ALTER_TEXT_SEARCH_DICTIONARY,
        AlterTextSearchParser(AlterTextSearchParser) = ALTER_TEXT_SEARCH_PARSER,
        AlterTextSearchTemplate(AlterTextSearchTemplate) = ALTER_TEXT_SEARCH_TEMPLATE, AlterTrigger(AlterTrigger) = ALTER_TRIGGER,
        AlterType(AlterType) = ALTER_TYPE, AlterUser(AlterUser) = ALTER_USER, AlterUserMapping(AlterUserMapping) = ALTER_USER_MAPPING,
        AlterView(AlterView) = ALTER_VIEW, Analyze(Analyze) = ANALYZE, Begin(Any) = BEGIN, Call(Any) = CALL, Checkpoint(Any) = CHECKPOINT,
        Close(Close) = CLOSE, Cluster(Cluster) = CLUSTER, CommentOn(CommentOn) = COMMENT_ON, CompoundSelect(Any) = COMPOUND_SELECT,
        Copy(Copy) = COPY, CreateAccessMethod(CreateAccessMethod) = CREATE_ACCESS_METHOD,
        CreateAggregate(CreateAggregate) = CREATE_AGGREGATE, CreateCast(CreateCast) = CREATE_CAST,
        CreateCollation(CreateCollation) = CREATE_COLLATION, CreateConversion(CreateConversion) = CREATE_CONVERSION,
        CreateDatabase(Any) = CREATE_DATABASE, CreateDomain(CreateDomain) = CREATE_DOMAIN,
        CreateEventTrigger(CreateEventTrigger) = CREATE_EVENT_TRIGGER, CreateExtension(CreateExtension) = CREATE_EXTENSION,
        CreateForeignDataWrapper(CreateForeignDataWrapper) = CREATE_FOREIGN_DATA_WRAPPER,
        CreateForeignTable(CreateForeignTable) = CREATE_FOREIGN_TABLE, CreateFunction(CreateFunction) = CREATE_FUNCTION,
        CreateGroup(CreateGroup) = CREATE_GROUP, CreateIndex(CreateIndex) = CREATE_INDEX, CreateLanguage(CreateLanguage) = CREATE_LANGUAGE,
        CreateMaterializedView(CreateMaterializedView) = CREATE_MATERIALIZED_VIEW, CreateOperator(CreateOperator) = CREATE_OPERATOR,
        CreateOperatorClass(CreateOperatorClass) = CREATE_OPERATOR_CLASS,
        CreateOperatorFamily(CreateOperatorFamily) = CREATE_OPERATOR_FAMILY, CreatePolicy(CreatePolicy) = CREATE_POLICY,
        CreateProcedure(CreateProcedure) = CREATE_PROCEDURE, CreatePropertyGraph(Any) = CREATE_PROPERTY_GRAPH,
        CreatePublication(CreatePublication) = CREATE_PUBLICATION, CreateRole(CreateRole) = CREATE_ROLE,
        CreateRule(CreateRule) = CREATE_RULE, CreateSchema(CreateSchema) = CREATE_SCHEMA, CreateSequence(CreateSequence) = CREATE_SEQUENCE,
        CreateServer(CreateServer) = CREATE_SERVER, CreateStatistics(CreateStatistics) = CREATE_STATISTICS,
        CreateSubscription(CreateSubscription) = CREATE_SUBSCRIPTION, CreateTable(CreateTable) = CREATE_TABLE,
        CreateTableAs(CreateTableAs) = CREATE_TABLE_AS, CreateTablespace(Any) = CREATE_TABLESPACE,
        CreateTextSearchConfiguration(CreateTextSearchConfiguration) = CREATE_TEXT_SEARCH_CONFIGURATION,
        CreateTextSearchDictionary(CreateTextSearchDictionary) = CREATE_TEXT_SEARCH_DICTIONARY,
        CreateTextSearchParser(CreateTextSearchParser) = CREATE_TEXT_SEARCH_PARSER,
        CreateTextSearchTemplate(CreateTextSearchTemplate) = CREATE_TEXT_SEARCH_TEMPLATE,
        CreateTransform(CreateTransform) = CREATE_TRANSFORM, CreateTrigger(CreateTrigger) = CREATE_TRIGGER,
        CreateType(CreateType) = CREATE_TYPE, CreateUser(CreateUser) = CREATE_USER,
        CreateUserMapping(CreateUserMapping) = CREATE_USER_MAPPING, CreateView(CreateView) = CREATE_VIEW,
        Deallocate(Deallocate) = DEALLOCATE, Declare(Declare) = DECLARE, Delete(Delete) = DELETE, Discard(Discard) = DISCARD, Do(Do) = DO,
        DropAccessMethod(DropAccessMethod) = DROP_ACCESS_METHOD, DropAggregate(DropAggregate) = DROP_AGGREGATE,
        DropCast(DropCast) = DROP_CAST, DropCollation(DropCollation) = DROP_COLLATION, DropConversion(DropConversion) = DROP_CONVERSION,
        DropDatabase(Any) = DROP_DATABASE, DropDomain(DropDomain) = DROP_DOMAIN, DropEventTrigger(DropEventTrigger) = DROP_EVENT_TRIGGER,
        DropExtension(DropExtension) = DROP_EXTENSION, DropForeignDataWrapper(DropForeignDataWrapper) = DROP_FOREIGN_DATA_WRAPPER,
        DropForeignTable(DropForeignTable) = DROP_FOREIGN_TABLE, DropFunction(DropFunction) = DROP_FUNCTION,
        DropGroup(DropGroup) = DROP_GROUP, DropIndex(DropIndex) = DROP_INDEX, DropLanguage(DropLanguage) = DROP_LANGUAGE,
        DropMaterializedView(DropMaterializedView) = DROP_MATERIALIZED_VIEW, DropOperator(DropOperator) = DROP_OPERATOR,
        DropOperatorClass(DropOperatorClass) = DROP_OPERATOR_CLASS, DropOperatorFamily(DropOperatorFamily) = DROP_OPERATOR_FAMILY,
        DropOwned(DropOwned) = DROP_OWNED, DropPolicy(DropPolicy) = DROP_POLICY, DropProcedure(DropProcedure) = DROP_PROCEDURE,
        DropPropertyGraph(Any) = DROP_PROPERTY_GRAPH, DropPublication(DropPublication) = DROP_PUBLICATION, DropRole(DropRole) = DROP_ROLE,
        DropRoutine(DropRoutine) = DROP_ROUTINE, DropRule(DropRule) = DROP_RULE, DropSchema(DropSchema) = DROP_SCHEMA,
        DropSequence(DropSequence) = DROP_SEQUENCE, DropServer(DropServer) = DROP_SERVER, DropStatistics(DropStatistics) = DROP_STATISTICS,
        DropSubscription(DropSubscription) = DROP_SUBSCRIPTION, DropTable(DropTable) = DROP_TABLE, DropTablespace(Any) = DROP_TABLESPACE,
        DropTextSearchConfig(DropTextSearchConfig) = DROP_TEXT_SEARCH_CONFIG,
        DropTextSearchDict(DropTextSearchDict) = DROP_TEXT_SEARCH_DICT,
        DropTextSearchParser(DropTextSearchParser) = DROP_TEXT_SEARCH_PARSER,
        DropTextSearchTemplate(DropTextSearchTemplate) = DROP_TEXT_SEARCH_TEMPLATE, DropTransform(DropTransform) = DROP_TRANSFORM,
        DropTrigger(DropTrigger) = DROP_TRIGGER, DropType(DropType) = DROP_TYPE, DropUser(DropUser) = DROP_USER,
        DropUserMapping(DropUserMapping) = DROP_USER_MAPPING, DropView(DropView) = DROP_VIEW, EmptyStmt(Any) = EMPTY_STMT,
        Execute(Execute) = EXECUTE, Explain(Explain) = EXPLAIN, Fetch(Fetch) = FETCH, Grant(Grant) = GRANT,
        ImportForeignSchema(ImportForeignSchema) = IMPORT_FOREIGN_SCHEMA, Insert(Insert) = INSERT, Listen(Any) = LISTEN, Load(Any) = LOAD,
        Lock(Lock) = LOCK, Merge(Merge) = MERGE, Move(Move) = MOVE, Notify(Any) = NOTIFY, ParenSelect(Any) = PAREN_SELECT,
        Prepare(Prepare) = PREPARE, PrepareTransaction(Any) = PREPARE_TRANSACTION, Reassign(Reassign) = REASSIGN,
        Refresh(Refresh) = REFRESH, Reindex(Reindex) = REINDEX, ReleaseSavepoint(ReleaseSavepoint) = RELEASE_SAVEPOINT,
        Repack(Any) = REPACK, Reset(Reset) = RESET, ResetRole(Any) = RESET_ROLE, ResetSessionAuth(Any) = RESET_SESSION_AUTH,
        Revoke(Revoke) = REVOKE, SavepointCreate(SavepointCreate) = SAVEPOINT_CREATE, SecurityLabel(SecurityLabel) = SECURITY_LABEL,
        Select(Any) = SELECT, SelectInto(Any) = SELECT_INTO, Set(Set) = SET, SetConstraints(SetConstraints) = SET_CONSTRAINTS,
        SetRole(SetRole) = SET_ROLE, SetSessionAuth(SetSessionAuth) = SET_SESSION_AUTH, SetTransaction(Any) = SET_TRANSACTION,
        Show(Show) = SHOW, Table(Any) = TABLE, Truncate(Truncate) = TRUNCATE, Unlisten(Any) = UNLISTEN, Update(Update) = UPDATE,
        Vacuum(Vacuum) = VACUUM, Values(Any) = VALUES; Commit, Rollback }
    TableArg { Column(Column) = COLUMN, LikeClause(LikeClause) = LIKE_CLAUSE; TableConstraint }
    TableConstraint { CheckConstraint(CheckConstraint) = CHECK_CONSTRAINT, ExcludeConstraint(ExcludeConstraint) = EXCLUDE_CONSTRAINT,
        ForeignKeyConstraint(ForeignKeyConstraint) = FOREIGN_KEY_CONSTRAINT, NotNullConstraint(NotNullConstraint) = NOT_NULL_CONSTRAINT,
        PrimaryKeyConstraint(PrimaryKeyConstraint) = PRIMARY_KEY_CONSTRAINT, UniqueConstraint(UniqueConstraint) = UNIQUE_CONSTRAINT }
    TableParams { WithParams(WithParams) = WITH_PARAMS, WithoutOids(Any) = WITHOUT_OIDS }
    TableProperty { PropertyAll(Any) = PROPERTY_ALL, PropertyComments(Any) = PROPERTY_COMMENTS,
        PropertyCompression(Any) = PROPERTY_COMPRESSION, PropertyConstraints(Any) = PROPERTY_CONSTRAINTS,
        PropertyDefaults(Any) = PROPERTY_DEFAULTS, PropertyGenerated(Any) = PROPERTY_GENERATED, PropertyIdentity(Any) = PROPERTY_IDENTITY,
        PropertyIndexes(Any) = PROPERTY_INDEXES, PropertyStatistics(Any) = PROPERTY_STATISTICS, PropertyStorage(Any) = PROPERTY_STORAGE }
    Timing { TimingAfter(Any) = TIMING_AFTER, TimingBefore(Any) = TIMING_BEFORE, TimingInsteadOf(Any) = TIMING_INSTEAD_OF }
    TransformFunc { TransformFromFunc(TransformFromFunc) = TRANSFORM_FROM_FUNC, TransformToFunc(TransformToFunc) = TRANSFORM_TO_FUNC }
    TriggerEvent { TriggerEventDelete(Any) = TRIGGER_EVENT_DELETE, TriggerEventInsert(Any) = TRIGGER_EVENT_INSERT,
        TriggerEventTruncate(Any) = TRIGGER_EVENT_TRUNCATE, TriggerEventUpdate(TriggerEventUpdate) = TRIGGER_EVENT_UPDATE }
    TriggerLevel { ForEachRow(Any) = FOR_EACH_ROW, Other(Any) = FOR_EACH_STATEMENT }
    TriggerTarget { All(Any) = ALL, TriggerRef(TriggerRef) = TRIGGER_REF, User(Any) = USER }
    ValuePosition { AfterValue(AfterValue) = AFTER_VALUE, BeforeValue(BeforeValue) = BEFORE_VALUE }
    VolatilityFuncOption { Immutable(Any) = IMMUTABLE, Stable(Any) = STABLE, Volatile(Any) = VOLATILE }
}
