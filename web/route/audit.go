package route

// The patterns of the pages of who audits the logs.
const (
	Audit           = "/audit"
	AuditTable      = "/audit/looks.csv"
	AuditCheckpoint = "/audit/checkpoint"
	AuditSample     = "/audit/sample"
	AuditSampled    = "/audit/sample/:id"
)

// The parameters of the query log.
const (
	LookFrom    = "from"
	LookTo      = "to"
	LookID      = "look"
	LookAccount = "account"
	LookSide    = "side"
	LookBasis   = "basis"
	LookPurpose = "purpose"
	LookChannel = "channel"
	ReceiptText = "receipt"
)
