//go:build timing

package portaltest

import (
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/authorisation"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
	"creditportal/web"
	"creditportal/web/route"
)

// How long is measured: so many answers in all after so many that only warm up, and
// the most by which two means may differ, in their standard error (security.md G18).
const (
	measured = 4000
	warmUp   = 200
	mostT    = 4.5
)

// typical is the part of all answers that is compared: of the rest the machine made
// something else of its time.
const typical = 0.95

// stopwatch measures answers without a net in between.
type stopwatch struct {
	*hall
	handler http.Handler
}

func mustStopwatch(t *testing.T) *stopwatch {
	t.Helper()
	o := mustOpenHall(t)
	handler, err := web.New(o.deps)
	if err != nil {
		t.Fatal(err)
	}
	return &stopwatch{o, handler}
}

// takes is how long the visitor waits for an answer, which has the status.
func (w *stopwatch) takes(v *visitor, method, path string, form url.Values, status int) float64 {
	w.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, w.base+path, body)
	r.Header.Set("Cookie", v.cookies())
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer := httptest.NewRecorder()
	began := time.Now()
	w.handler.ServeHTTP(answer, r)
	took := time.Since(began)
	if answer.Code != status {
		w.Fatalf("%s is answered %d, want %d: %s", path, answer.Code, status, answer.Body)
	}
	return float64(took)
}

// alike measures both by turns, in an order that chance draws, and says whether
// somebody who measures too could tell one from the other.
func (w *stopwatch) alike(one, other func() float64) {
	w.Helper()
	chance := rand.New(rand.NewPCG(18, 1))
	var first, second []float64
	for range (measured + warmUp) / 2 {
		if chance.IntN(2) == 0 {
			first = append(first, one())
			second = append(second, other())
		} else {
			second = append(second, other())
			first = append(first, one())
		}
	}
	first, second = first[warmUp/2:], second[warmUp/2:]
	all := slices.Sorted(slices.Values(slices.Concat(first, second)))
	longest := all[int(float64(len(all))*typical)]
	first, second = upTo(first, longest), upTo(second, longest)
	t := welch(first, second)
	m1, _ := spread(first)
	m2, _ := spread(second)
	w.Logf("%d and %d answers: %v and %v on the average, t = %.2f", len(first), len(second),
		time.Duration(m1), time.Duration(m2), t)
	if math.Abs(t) >= mostT {
		w.Errorf("whoever measures can tell them apart: |t| = %.2f, want less than %.1f", math.Abs(t), mostT)
	}
}

func upTo(list []float64, most float64) []float64 {
	return slices.DeleteFunc(slices.Clone(list), func(x float64) bool { return x > most })
}

// spread is the mean and the variance.
func spread(list []float64) (mean, variance float64) {
	n := float64(len(list))
	for _, x := range list {
		mean += x / n
	}
	for _, x := range list {
		variance += (x - mean) * (x - mean) / (n - 1)
	}
	return mean, variance
}

// welch is the difference of the means in its standard error.
func welch(a, b []float64) float64 {
	m1, v1 := spread(a)
	m2, v2 := spread(b)
	return (m1 - m2) / math.Sqrt(v1/float64(len(a))+v2/float64(len(b)))
}

// Art. 22: whoever asks learns nothing from the time either.
func TestAskingAboutAKnownAndAnUnknownEnterpriseTakesTheSameTime(t *testing.T) {
	w := mustStopwatch(t)
	name, code := w.signIn("agent").itself()
	nobodys, err := subject.ComposeCode("91370399", "MA999999")
	if err != nil {
		t.Fatal(err)
	}
	w.asksAlike(name, code, nobodys.String())
}

func TestAskingAboutAKnownAndAnUnknownPersonTakesTheSameTime(t *testing.T) {
	w := mustStopwatch(t)
	agent := seed.MakePerson(6_000 + 't') // whom the demo knows as the first agent
	w.asksAlike(agent.Name, agent.Number, seed.MakePerson(6_990).Number)
}

// asksAlike asks about who is known by the name and the first number, and about
// whoever has the other one.
func (w *stopwatch) asksAlike(name, known, unknown string) {
	w.Helper()
	supplier := w.signIn("agent2")
	first := supplier.asksAbout(name, known)
	a, err := w.deps.Authorisations.Store.Authorisation(w.Context(), strings.TrimPrefix(first, route.Authorisations+"/"),
		actor.System())
	if err != nil || a.Subject == 0 {
		w.Fatalf("who is known is found as %d, %v", a.Subject, err)
	}
	enquirer := actor.Actor{
		Account: a.Applicant.Account, Side: actor.Subject, Role: actor.OrgAgent, Subject: a.Enquirer, Name: "示例经办",
	}
	page := supplier.get(route.NewAuthorisation)
	asks := func(number string) func() float64 {
		return func() float64 {
			op := supplier.get(route.NewAuthorisation).doc.Find(`input[name="` + route.Operation + `"]`)
			values := asking(name, number)
			values.Set(route.Operation, op.First().AttrOr("value", ""))
			_, sent := supplier.held(page, values)
			took := w.takes(supplier, http.MethodPost, route.Authorisations, sent, http.StatusSeeOther)
			if err := w.deps.Authorisations.Leave(w.Context(), enquirer, "timing"); err != nil {
				w.Fatal(err) // no more than some may be open at once
			}
			return took
		}
	}
	w.alike(asks(known), asks(unknown))
}

func TestAForeignAuthorisationAndOneThatIsNotThereTakeTheSameTime(t *testing.T) {
	w := mustStopwatch(t)
	supplier, asked, stranger := w.signIn("agent2"), w.signIn("agent"), w.signIn("person")
	foreign := supplier.asksAbout(asked.itself())
	absent := route.Authorisation(authorisation.PublicIDOf(1, "nobody asked"))
	opens := func(path string) func() float64 {
		return func() float64 { return w.takes(stranger, http.MethodGet, path, nil, http.StatusNotFound) }
	}
	w.alike(opens(foreign), opens(absent))
}

// A number that a letter bears is no more than readable: with a wrong code it is
// refused like one that none bears.
func TestAWrongCodeUnderAKnownAndAnUnknownNumberTakesTheSameTime(t *testing.T) {
	w := mustStopwatch(t)
	made := w.signIn("agent").asksAboutOneself()
	known := strings.TrimSpace(made.doc.Find(`main dl dd`).First().Text())
	anybody := w.visitor()
	page := anybody.get(route.Verify)
	checks := func(number string) func() float64 {
		return func() float64 {
			_, sent := anybody.held(page, url.Values{"letter": {number}, "code": {"3F6K-9TQ2-M0XD-7HWV"}})
			return w.takes(anybody, http.MethodPost, route.Verify, sent, http.StatusUnprocessableEntity)
		}
	}
	unknown := strings.NewReplacer("1", "2", "2", "3", "3", "4").Replace(known)
	w.alike(checks(known), checks(unknown))
}

func TestAWrongPasswordOfAKnownAndAnUnknownAccountTakesTheSameTime(t *testing.T) {
	w := mustStopwatch(t)
	anybody := w.visitor()
	page := anybody.get(route.SignIn)
	tries := func(login string) func() float64 {
		return func() float64 {
			w.pass(10 * time.Minute) // whoever has failed waits for no longer
			_, sent := anybody.held(page, url.Values{"login": {login}, "password": {"not the password"}})
			return w.takes(anybody, http.MethodPost, route.SignIn, sent, http.StatusUnprocessableEntity)
		}
	}
	w.alike(tries("agent"), tries("agenz"))
}
