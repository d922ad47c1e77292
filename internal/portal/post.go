package portal

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/pdf"
	"creditportal/internal/post"
	"creditportal/internal/repair"
	"creditportal/internal/store"
	"creditportal/templates/letter"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// postEvery is how often a process looks for errands.
const postEvery = time.Second

// mailroom is where letters become paper, and words of them leave.
type mailroom struct {
	courier *post.Courier
	window  *post.Window
	sink    *post.Sink // of a demo; nil: messages leave
}

// mailroom is made when the portal opens, from the settings.
func (p *Portal) openMailroom() error {
	carriers := post.Carriers{account.Text: post.Log{Log: p.log}}
	room := &mailroom{}
	switch {
	case p.demo:
		room.sink = post.NewSink(p.clock.Now)
		carriers = post.Carriers{account.Mail: room.sink, account.Text: room.sink}
	case p.cfg.Mail.Host != "":
		smtp, err := p.cfg.Mail.carrier()
		if err != nil {
			return err
		}
		carriers[account.Mail] = smtp
	}
	outbox := p.store.Outbox()
	room.window = post.NewWindow(carriers, p.log)
	room.courier = post.NewCourier(outbox, outbox, post.Trade{
		Carrier: carriers, Draw: p.drawPaper, Word: p.wordOf, Tell: p.wordAbout, Now: p.clock.Now, Log: p.log,
		Calendar: p.calendar,
	})
	p.mail = room
	return nil
}

// wordOf says that there is a letter.
func (p *Portal) wordOf(n notice.Notice, to account.Contact) post.Message {
	return messageOf(to, letter.WordOf(n.Number, p.siteName(), p.pageOr(route.OwnLetters)))
}

// wordAbout says that there is something about an item: by its number alone, and
// to a provider by when it is asked to answer.
func (p *Portal) wordAbout(w post.Word, to account.Contact) post.Message {
	number, site := w.Request.Number, p.siteName()
	switch w.Errand {
	case notice.Identity:
		return messageOf(to, letter.WordOfIdentity(site, p.pageOr(route.Identity)))
	case notice.Reply:
		return messageOf(to, letter.WordOfReply(number, site, p.pageOr(route.Asked)))
	case notice.Answered:
		return messageOf(to, letter.WordOfAnswer(number, site, p.pageOr(route.Own)))
	case notice.Remind, notice.Print, notice.Announce: // the last two are about letters
	}
	if w.Request.Kind == flow.Repair {
		by, _ := repair.AskedBy(w.Request.Items[0])
		return messageOf(to, letter.WordOfRepair(number, site, p.pageOr(route.ProviderDesk), by))
	}
	asked, _ := objection.AskedOf(w.Request.Items[0], p.calendar())
	return messageOf(to, letter.WordOfReminder(number, site, p.pageOr(route.ProviderDesk), asked.By))
}

// pageOr is the whole address of a page, or the name of the site where it is not
// known under which address the portal stands.
func (p *Portal) pageOr(path string) string {
	if p.cfg.address() == "" {
		return p.siteName()
	}
	return p.cfg.address() + path
}

// SendCode sends a one-time code to a contact and returns at once, whoever that
// is: what a page answers tells nothing of it. Codes leave at any hour.
func (p *Portal) SendCode(to account.Contact, code string, valid time.Duration) error {
	return p.mail.window.Send(messageOf(to, letter.WordOfCode(code, p.siteName(), int(valid.Minutes()))))
}

func messageOf(to account.Contact, w letter.Word) post.Message {
	if to.Channel == account.Text {
		return post.Message{To: to, Body: w.Short}
	}
	return post.Message{To: to, Subject: w.Subject, Body: w.Body}
}

func (p *Portal) siteName() string {
	if p.cfg.Site.Name != "" {
		return p.cfg.Site.Name
	}
	return i18n.Default().Printer(i18n.Chinese).T("layout.site.name")
}

// sentMail is what a demo would have sent.
func (p *Portal) sentMail() []page.SentMail {
	if p.mail == nil || p.mail.sink == nil {
		return nil
	}
	var list []page.SentMail
	for _, m := range p.mail.sink.Kept() {
		list = append(list, page.SentMail{
			At: m.At, Channel: m.To.Channel, To: m.To.Address, Subject: m.Subject, Body: m.Body,
		})
	}
	return list
}

// deliverPost carries out errands and sends codes until ctx ends.
func (p *Portal) deliverPost(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { p.mail.window.Serve(ctx) })
	all.Go(func() {
		again(ctx, postEvery, func() {
			if _, err := p.mail.courier.Round(ctx); err != nil && ctx.Err() == nil {
				p.log.Error("carrying out errands", "error", err)
			}
		})
	})
	all.Wait()
}

// DeliverPost carries out, once, what is due now.
func (p *Portal) DeliverPost(ctx context.Context) error {
	p.mail.window.Empty(ctx)
	for {
		n, err := p.mail.courier.Round(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

// drawPaper draws a letter for paper from what it said when it was issued.
func (p *Portal) drawPaper(n notice.Notice) ([]byte, error) {
	seal, err := p.cfg.Letters.seal()
	if err != nil {
		return nil, err
	}
	code, err := letter.Code(n.Text.Address, n.Proof)
	if err != nil {
		return nil, err
	}
	return pdf.NewTypesetter(p.paperWords()).Draw(pdf.Letter{Text: n.Text, Code: code, IssuedAt: n.IssuedAt, Seal: seal})
}

// paperWords are what paper says beside the words of a letter.
func (p *Portal) paperWords() pdf.Words {
	words := i18n.Default().Printer(i18n.Chinese)
	say := pdf.Words{
		Page: func(page, pages int) string { return words.T("notice.page", "Page", page, "Pages", pages) },
		Missing: func(signs string) string {
			return words.T("notice.missing_signs", "Signs", signs)
		},
	}
	if p.demo {
		say.Mark = words.T("notice.demo_mark")
	}
	return say
}

// letters are those of the store, with their form for paper.
type letters struct {
	*store.Store
	p *Portal
}

// Paper implements web.Letters.
func (l letters) Paper(ctx context.Context, n notice.Notice) ([]byte, error) {
	return l.p.paper(ctx, n)
}

// Certify implements web.Letters.
func (l letters) Certify(ctx context.Context, proof notice.Proof) (notice.Certificate, error) {
	return l.p.certify(ctx, proof)
}

// paper returns the form of the letter for paper, and makes it where the courier
// has not come to it yet. It is kept once; who is second gets what the first
// kept.
func (p *Portal) paper(ctx context.Context, n notice.Notice) ([]byte, error) {
	body, err := p.store.Paper(ctx, n)
	if err != nil || body != nil {
		return body, err
	}
	if body, err = p.drawPaper(n); err != nil {
		return nil, err
	}
	if err := p.store.Outbox().KeepPaper(ctx, n, body); err != nil {
		return nil, err
	}
	return p.store.Paper(ctx, n)
}

// certify says what a proof code opens, with the fingerprint of the form that
// is handed out.
func (p *Portal) certify(ctx context.Context, proof notice.Proof) (notice.Certificate, error) {
	n, err := p.store.NoticeByProof(ctx, proof)
	if err != nil {
		return notice.Certificate{}, err
	}
	body, err := p.paper(ctx, n)
	if err != nil {
		return notice.Certificate{}, fmt.Errorf("certifying a letter: %w", err)
	}
	found := n.Certificate()
	found.Fingerprint = sha256.Sum256(body)
	return found, nil
}
