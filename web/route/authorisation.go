package route

// The patterns of the pages of queries about somebody else, and of who looked at
// oneself.
const (
	Authorisations     = "/my/authorisations"
	NewAuthorisation   = "/my/authorisations/new"
	AuthorisationPage  = "/my/authorisations/:id"
	ConsentAct         = "/my/authorisations/:id/consent"
	ViewAct            = "/my/authorisations/:id/view"
	AuthorisationAct   = "/my/authorisations/:id/:act"
	ConsentReport      = "/my/authorisations/:id/report"
	ConsentReportPaper = "/my/authorisations/:id/report.pdf"
	OwnLooks           = "/my/looks"
	OwnLooksTable      = "/my/looks.csv"
	LookReceipt        = "/my/looks/:id/receipt.txt"

	PaperAuthorisations    = "/window/authorisations"
	NewPaperAuthorisation  = "/window/authorisations/new"
	PaperAuthorisationPage = "/window/authorisations/:id"
	PaperAuthorisationFile = "/window/authorisations/:id/files/:file"
	PaperConfirmAct        = "/window/authorisations/:id/confirm"
	PaperViewAct           = "/window/authorisations/:id/view"
	PaperAuthorisationAct  = "/window/authorisations/:id/:act"
	PaperReport            = "/window/authorisations/:id/report"
	PaperReportPaper       = "/window/authorisations/:id/report.pdf"
)

// What the forms of these pages carry.
const (
	SubjectName      = "about_name"
	AskedItems       = "items"
	AskedPurpose     = "purpose"
	AskedWords       = "words"
	AskedDays        = "days"
	AskedUses        = "uses"
	EnquirerName     = "enquirer"
	EnquirerDocument = "document"
	Proofs           = "proofs"
	WithOwn          = "own" // looks by oneself too
)

// Authorisation returns the address of a query about somebody else.
func Authorisation(publicID string) string { return Authorisations + "/" + publicID }

// PaperAuthorisation returns the address of one that came on paper.
func PaperAuthorisation(publicID string) string { return PaperAuthorisations + "/" + publicID }

// LookReceiptOf returns the address of the proof that the look is in the log.
func LookReceiptOf(id string) string { return OwnLooks + "/" + id + "/receipt.txt" }
