package route

// The patterns of pictures of an identity document that somebody presents, and
// of the officers who compare and confirm them.
const (
	Present            = "/account/identity/papers"
	TakeBack           = "/account/identity/papers/:id/take_back"
	Presentations      = "/office/identities"
	Presentation       = "/office/identities/:id"
	PresentationRuling = "/office/identities/:id/:ruling"
	PresentationFile   = "/office/identities/:id/files/:file"
)

// SeeRuling is the last part of the address of the first officer's word.
const SeeRuling = "see"

// TakeBackOf returns the address that takes back what was presented.
func TakeBackOf(publicID string) string { return Present + "/" + publicID + "/take_back" }

// PresentationOf returns the address of what was presented, for an officer.
func PresentationOf(publicID string) string { return Presentations + "/" + publicID }

// RulePresentation returns the address of an officer's word on it.
func RulePresentation(publicID, ruling string) string { return PresentationOf(publicID) + "/" + ruling }

// PresentationFileOf returns the address of a picture.
func PresentationFileOf(publicID, file string) string {
	return PresentationOf(publicID) + "/files/" + file
}
