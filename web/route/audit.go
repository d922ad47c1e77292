package route

// The patterns of the pages of who audits the logs.
const (
	Audit           = "/audit"
	AuditTable      = "/audit/looks.csv"
	AuditActs       = "/audit/acts"
	AuditActsTable  = "/audit/acts.csv"
	AuditArchive    = "/audit/archive"
	AuditCheckpoint = "/audit/checkpoint"
	AuditSample     = "/audit/sample"
	AuditSampled    = "/audit/sample/:id"
)

// The parameters of the query log, of the trail and of the archive.
const (
	LookFrom    = "from"
	LookTo      = "to"
	LookID      = "look"
	LookAccount = "account"
	LookSide    = "side"
	LookBasis   = "basis"
	LookPurpose = "purpose"
	LookChannel = "channel"
	ActDid      = "act"
	ActKind     = "kind"
	ActNumber   = "number"
	ActSide     = "by"
	ReceiptText = "receipt"

	ArchivedNumber = "archived"
)
