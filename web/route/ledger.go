package route

// The patterns of what whoever checks the logs reads; these have no language.
const (
	LogCheckpoint = "/log/checkpoint"
	LogHistory    = "/log/history"
	LogGrowth     = "/log/growth"
	LogKey        = "/log/key"
)

// The parameters of a proof that the log only grew.
const (
	LogOrigin = "origin"
	LogNow    = "now"
	LogThen   = "then"
)
