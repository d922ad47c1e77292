package route

// The patterns of the receipt of a request and of where it stands.
const (
	Receipts     = "/requests/:id/receipt"
	ReceiptDates = "/requests/:id/receipt.ics"
	StatusPage   = "/status"
)

// Receipt returns the address of the receipt of a request.
func Receipt(publicID string) string { return Request(publicID) + "/receipt" }

// Dates returns the address of the days of a request for a calendar.
func Dates(publicID string) string { return Request(publicID) + "/receipt.ics" }
