package web

import (
	"net/http"

	"creditportal/web/route"
)

// partyDoors lead to where somebody proves who they are and for whom they act.
func partyDoors() []door {
	return []door{
		{http.MethodGet, route.Register, anyone, own, (*Server).showRegister},
		{http.MethodPost, route.Register, anyone, own, (*Server).takeRegister},
		{http.MethodGet, route.RegisterCode, anyone, own, (*Server).showRegisterCode},
		{http.MethodPost, route.RegisterCode, anyone, own, (*Server).takeRegisterCode},
		{http.MethodGet, route.Recover, anyone, own, (*Server).showRecover},
		{http.MethodPost, route.Recover, anyone, own, (*Server).takeRecover},
		{http.MethodGet, route.RecoverCode, anyone, own, (*Server).showRecoverCode},
		{http.MethodPost, route.RecoverCode, anyone, own, (*Server).takeRecoverCode},
		{http.MethodGet, route.ProviderSignIn, anyone, own, (*Server).leadAway},
		{http.MethodGet, route.ProviderBack, anyone, own, (*Server).takeVouched},
		{http.MethodGet, route.Identity, citizens, own, (*Server).showIdentity},
		{http.MethodPost, route.Activate, citizens, own, (*Server).takeActivation},
		{http.MethodGet, route.OfficeActivation, intake, own, (*Server).showActivation},
		{http.MethodPost, route.OfficeActivation, intake, own, (*Server).takeIssue},
		{http.MethodGet, route.CloseAccount, citizens, own, (*Server).showClosing},
		{http.MethodPost, route.CloseAccount, citizens, own, (*Server).takeClosing},
		{http.MethodPost, route.Party, citizens, own, (*Server).takeParty},
		{http.MethodGet, route.Mandates, citizens, own, (*Server).showMandates},
		{http.MethodPost, route.Mandates, citizens, own, (*Server).takeAsking},
		{http.MethodGet, route.NewMandate, citizens, own, (*Server).showAsking},
		{http.MethodPost, route.MandateRuling, citizens, own, (*Server).takeRuling},
		{http.MethodGet, route.AskedMandates, intake, own, (*Server).showAskedMandates},
		{http.MethodGet, route.AskedMandate, intake, own, (*Server).showMandate},
		{http.MethodPost, route.OfficeRuling, intake, own, (*Server).takeOfficeRuling},
		{http.MethodGet, route.MandateFile, intake, own, (*Server).sendMandateFile},
	}
}
