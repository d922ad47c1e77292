package route

// The patterns of the pages where somebody proves who they are and for whom
// they act, and of those of the officer who looks at the proof.
const (
	Register         = "/register"
	RegisterCode     = "/register/code"
	Recover          = "/recover"
	RecoverCode      = "/recover/code"
	ProviderSignIn   = "/signin/provider"
	ProviderBack     = "/signin/provider/back"
	Identity         = "/account/identity"
	Activate         = "/account/identity/activation"
	OfficeActivation = "/office/activation"
	CloseAccount     = "/account/close"
	Party            = "/account/party"
	Mandates         = "/account/mandates"
	NewMandate       = "/account/mandates/new"
	MandateRuling    = "/account/mandates/:id/:ruling"
	AskedMandates    = "/office/mandates"
	AskedMandate     = "/office/mandates/:id"
	OfficeRuling     = "/office/mandates/:id/:ruling"
	MandateFile      = "/office/mandates/:id/files/:file"
)

// The last parts of the addresses of rulings.
const (
	ConfirmRuling = "confirm"
	RefuseRuling  = "refuse"
	EndRuling     = "end"
)

// What the forms of these pages carry.
const (
	PartyID         = "party"        // the mandate under which a form was begun
	ChosenParty     = "chosen"       // the mandate to act under from now on; empty: none
	PrincipalKind   = "principal"    // what kind of subject a mandate binds
	PrincipalName   = "name"         // its name
	PrincipalNumber = "number"       // its code or identity number
	MandateKind     = "mandate_kind" // by what right somebody speaks for it
	OwnName         = "own_name"     // of who registers
	ForOthers       = "for_others"   // who registers acts for others
	SentCode        = "sent_code"    // that proves a contact
	Activation      = "activation"   // a code of the window
	IDNumber        = "id_number"    // of a person
	Scope           = "scope"        // a matter of a mandate
)

// RuleMandate returns the address of a ruling on a mandate, by its holder or by
// whom it binds.
func RuleMandate(publicID, ruling string) string { return Mandates + "/" + publicID + "/" + ruling }

// MandateOf returns the address of a mandate for the officer.
func MandateOf(publicID string) string { return AskedMandates + "/" + publicID }

// OfficeRule returns the address of an officer's ruling on a mandate.
func OfficeRule(publicID, ruling string) string { return MandateOf(publicID) + "/" + ruling }

// MandateFileOf returns the address of a file that proves a mandate.
func MandateFileOf(publicID, file string) string { return MandateOf(publicID) + "/files/" + file }
