//! Which condition does a SQLSTATE stand for: the codes of PostgreSQL 14 to 18, by name.

use std::fmt;

macro_rules! states {
    ($($name:ident $code:literal)*) => {
        /// The condition that an error of the server reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum SqlState {
            $(#[doc = concat!("`", $code, "`")] $name,)*
            /// A code that is not PostgreSQL's own, such as one of RAISE.
            Other([u8; 5]),
        }

        impl SqlState {
            /// The condition of a code of five letters and digits.
            #[must_use]
            pub fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$name,)*
                    other => {
                        let mut bytes = [b' '; 5];
                        for (to, from) in bytes.iter_mut().zip(other.bytes()) {
                            *to = from;
                        }
                        Self::Other(bytes)
                    }
                }
            }

            /// The code of five letters and digits.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$name => $code,)*
                    Self::Other(bytes) => std::str::from_utf8(bytes).unwrap_or("?????"),
                }
            }
        }
    };
}

impl fmt::Display for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

states! {
    SuccessfulCompletion "00000"
    Warning "01000"
    WarningNullValueEliminatedInSetFunction "01003"
    WarningStringDataRightTruncation "01004"
    WarningPrivilegeNotRevoked "01006"
    WarningPrivilegeNotGranted "01007"
    WarningImplicitZeroBitPadding "01008"
    WarningDynamicResultSetsReturned "0100C"
    WarningDeprecatedFeature "01P01"
    NoData "02000"
    NoAdditionalDynamicResultSetsReturned "02001"
    SqlStatementNotYetComplete "03000"
    ConnectionException "08000"
    SqlclientUnableToEstablishSqlconnection "08001"
    ConnectionDoesNotExist "08003"
    SqlserverRejectedEstablishmentOfSqlconnection "08004"
    ConnectionFailure "08006"
    TransactionResolutionUnknown "08007"
    ProtocolViolation "08P01"
    TriggeredActionException "09000"
    FeatureNotSupported "0A000"
    InvalidTransactionInitiation "0B000"
    LocatorException "0F000"
    LEInvalidSpecification "0F001"
    InvalidGrantor "0L000"
    InvalidGrantOperation "0LP01"
    InvalidRoleSpecification "0P000"
    DiagnosticsException "0Z000"
    StackedDiagnosticsAccessedWithoutActiveHandler "0Z002"
    InvalidArgumentForXquery "10608"
    CaseNotFound "20000"
    CardinalityViolation "21000"
    DataException "22000"
    StringDataRightTruncation "22001"
    NullValueNoIndicatorParameter "22002"
    NumericValueOutOfRange "22003"
    NullValueNotAllowed "22004"
    ErrorInAssignment "22005"
    InvalidDatetimeFormat "22007"
    DatetimeFieldOverflow "22008"
    InvalidTimeZoneDisplacementValue "22009"
    EscapeCharacterConflict "2200B"
    InvalidUseOfEscapeCharacter "2200C"
    InvalidEscapeOctet "2200D"
    ZeroLengthCharacterString "2200F"
    MostSpecificTypeMismatch "2200G"
    SequenceGeneratorLimitExceeded "2200H"
    NotAnXmlDocument "2200L"
    InvalidXmlDocument "2200M"
    InvalidXmlContent "2200N"
    InvalidXmlComment "2200S"
    InvalidXmlProcessingInstruction "2200T"
    InvalidIndicatorParameterValue "22010"
    SubstringError "22011"
    DivisionByZero "22012"
    InvalidPrecedingOrFollowingSize "22013"
    InvalidArgumentForNtile "22014"
    IntervalFieldOverflow "22015"
    InvalidArgumentForNthValue "22016"
    InvalidCharacterValueForCast "22018"
    InvalidEscapeCharacter "22019"
    InvalidRegularExpression "2201B"
    InvalidArgumentForLog "2201E"
    InvalidArgumentForPowerFunction "2201F"
    InvalidArgumentForWidthBucketFunction "2201G"
    InvalidRowCountInLimitClause "2201W"
    InvalidRowCountInResultOffsetClause "2201X"
    CharacterNotInRepertoire "22021"
    IndicatorOverflow "22022"
    InvalidParameterValue "22023"
    UnterminatedCString "22024"
    InvalidEscapeSequence "22025"
    StringDataLengthMismatch "22026"
    TrimError "22027"
    ArrayElementError "2202E"
    InvalidTablesampleRepeat "2202G"
    InvalidTablesampleArgument "2202H"
    DuplicateJsonObjectKeyValue "22030"
    InvalidArgumentForSqlJsonDatetimeFunction "22031"
    InvalidJsonText "22032"
    InvalidSqlJsonSubscript "22033"
    MoreThanOneSqlJsonItem "22034"
    NoSqlJsonItem "22035"
    NonNumericSqlJsonItem "22036"
    NonUniqueKeysInAJsonObject "22037"
    SingletonSqlJsonItemRequired "22038"
    SqlJsonArrayNotFound "22039"
    SqlJsonMemberNotFound "2203A"
    SqlJsonNumberNotFound "2203B"
    SqlJsonObjectNotFound "2203C"
    TooManyJsonArrayElements "2203D"
    TooManyJsonObjectMembers "2203E"
    SqlJsonScalarRequired "2203F"
    SqlJsonItemCannotBeCastToTargetType "2203G"
    FloatingPointException "22P01"
    InvalidTextRepresentation "22P02"
    InvalidBinaryRepresentation "22P03"
    BadCopyFileFormat "22P04"
    UntranslatableCharacter "22P05"
    NonstandardUseOfEscapeCharacter "22P06"
    IntegrityConstraintViolation "23000"
    RestrictViolation "23001"
    NotNullViolation "23502"
    ForeignKeyViolation "23503"
    UniqueViolation "23505"
    CheckViolation "23514"
    ExclusionViolation "23P01"
    InvalidCursorState "24000"
    InvalidTransactionState "25000"
    ActiveSqlTransaction "25001"
    BranchTransactionAlreadyActive "25002"
    InappropriateAccessModeForBranchTransaction "25003"
    InappropriateIsolationLevelForBranchTransaction "25004"
    NoActiveSqlTransactionForBranchTransaction "25005"
    ReadOnlySqlTransaction "25006"
    SchemaAndDataStatementMixingNotSupported "25007"
    HeldCursorRequiresSameIsolationLevel "25008"
    NoActiveSqlTransaction "25P01"
    InFailedSqlTransaction "25P02"
    IdleInTransactionSessionTimeout "25P03"
    TransactionTimeout "25P04"
    InvalidSqlStatementName "26000"
    TriggeredDataChangeViolation "27000"
    InvalidAuthorizationSpecification "28000"
    InvalidPassword "28P01"
    DependentPrivilegeDescriptorsStillExist "2B000"
    DependentObjectsStillExist "2BP01"
    InvalidTransactionTermination "2D000"
    SqlRoutineException "2F000"
    SREModifyingSqlDataNotPermitted "2F002"
    SREProhibitedSqlStatementAttempted "2F003"
    SREReadingSqlDataNotPermitted "2F004"
    SREFunctionExecutedNoReturnStatement "2F005"
    InvalidCursorName "34000"
    ExternalRoutineException "38000"
    EREContainingSqlNotPermitted "38001"
    EREModifyingSqlDataNotPermitted "38002"
    EREProhibitedSqlStatementAttempted "38003"
    EREReadingSqlDataNotPermitted "38004"
    ExternalRoutineInvocationException "39000"
    ERIEInvalidSqlstateReturned "39001"
    ERIENullValueNotAllowed "39004"
    ERIETriggerProtocolViolated "39P01"
    ERIESrfProtocolViolated "39P02"
    ERIEEventTriggerProtocolViolated "39P03"
    SavepointException "3B000"
    SEInvalidSpecification "3B001"
    InvalidCatalogName "3D000"
    InvalidSchemaName "3F000"
    TransactionRollback "40000"
    TRSerializationFailure "40001"
    TRIntegrityConstraintViolation "40002"
    TRStatementCompletionUnknown "40003"
    TRDeadlockDetected "40P01"
    SyntaxErrorOrAccessRuleViolation "42000"
    InsufficientPrivilege "42501"
    SyntaxError "42601"
    InvalidName "42602"
    InvalidColumnDefinition "42611"
    NameTooLong "42622"
    DuplicateColumn "42701"
    AmbiguousColumn "42702"
    UndefinedColumn "42703"
    UndefinedObject "42704"
    DuplicateObject "42710"
    DuplicateAlias "42712"
    DuplicateFunction "42723"
    AmbiguousFunction "42725"
    GroupingError "42803"
    DatatypeMismatch "42804"
    WrongObjectType "42809"
    InvalidForeignKey "42830"
    CannotCoerce "42846"
    UndefinedFunction "42883"
    GeneratedAlways "428C9"
    ReservedName "42939"
    UndefinedTable "42P01"
    UndefinedParameter "42P02"
    DuplicateCursor "42P03"
    DuplicateDatabase "42P04"
    DuplicatePstatement "42P05"
    DuplicateSchema "42P06"
    DuplicateTable "42P07"
    AmbiguousParameter "42P08"
    AmbiguousAlias "42P09"
    InvalidColumnReference "42P10"
    InvalidCursorDefinition "42P11"
    InvalidDatabaseDefinition "42P12"
    InvalidFunctionDefinition "42P13"
    InvalidPstatementDefinition "42P14"
    InvalidSchemaDefinition "42P15"
    InvalidTableDefinition "42P16"
    InvalidObjectDefinition "42P17"
    IndeterminateDatatype "42P18"
    InvalidRecursion "42P19"
    WindowingError "42P20"
    CollationMismatch "42P21"
    IndeterminateCollation "42P22"
    WithCheckOptionViolation "44000"
    InsufficientResources "53000"
    DiskFull "53100"
    OutOfMemory "53200"
    TooManyConnections "53300"
    ConfigurationLimitExceeded "53400"
    ProgramLimitExceeded "54000"
    StatementTooComplex "54001"
    TooManyColumns "54011"
    TooManyArguments "54023"
    ObjectNotInPrerequisiteState "55000"
    ObjectInUse "55006"
    CantChangeRuntimeParam "55P02"
    LockNotAvailable "55P03"
    UnsafeNewEnumValueUsage "55P04"
    OperatorIntervention "57000"
    QueryCanceled "57014"
    AdminShutdown "57P01"
    CrashShutdown "57P02"
    CannotConnectNow "57P03"
    DatabaseDropped "57P04"
    IdleSessionTimeout "57P05"
    SystemError "58000"
    IoError "58030"
    UndefinedFile "58P01"
    DuplicateFile "58P02"
    FileNameTooLong "58P03"
    SnapshotTooOld "72000"
    ConfigFileError "F0000"
    LockFileExists "F0001"
    FdwError "HV000"
    FdwOutOfMemory "HV001"
    FdwDynamicParameterValueNeeded "HV002"
    FdwInvalidDataType "HV004"
    FdwColumnNameNotFound "HV005"
    FdwInvalidDataTypeDescriptors "HV006"
    FdwInvalidColumnName "HV007"
    FdwInvalidColumnNumber "HV008"
    FdwInvalidUseOfNullPointer "HV009"
    FdwInvalidStringFormat "HV00A"
    FdwInvalidHandle "HV00B"
    FdwInvalidOptionIndex "HV00C"
    FdwInvalidOptionName "HV00D"
    FdwOptionNameNotFound "HV00J"
    FdwReplyHandle "HV00K"
    FdwUnableToCreateExecution "HV00L"
    FdwUnableToCreateReply "HV00M"
    FdwUnableToEstablishConnection "HV00N"
    FdwNoSchemas "HV00P"
    FdwSchemaNotFound "HV00Q"
    FdwTableNotFound "HV00R"
    FdwFunctionSequenceError "HV010"
    FdwTooManyHandles "HV014"
    FdwInconsistentDescriptorInformation "HV021"
    FdwInvalidAttributeValue "HV024"
    FdwInvalidStringLengthOrBufferLength "HV090"
    FdwInvalidDescriptorFieldIdentifier "HV091"
    PlpgsqlError "P0000"
    RaiseException "P0001"
    NoDataFound "P0002"
    TooManyRows "P0003"
    AssertFailure "P0004"
    InternalError "XX000"
    DataCorrupted "XX001"
    IndexCorrupted "XX002"
}

#[cfg(test)]
mod tests {
    use super::SqlState;

    #[test]
    fn a_code_and_its_name_lead_to_each_other() {
        assert_eq!(SqlState::from_code("23505"), SqlState::UniqueViolation);
        assert_eq!(SqlState::UniqueViolation.code(), "23505");
        assert_eq!(SqlState::from_code("AB123").code(), "AB123");
        assert_eq!(SqlState::from_code("too long").to_string(), "too l");
        assert_eq!(SqlState::from_code("e\u{301}\u{301}\u{301}").code().len(), 5);
    }
}
