package post_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/pdf"
	"creditportal/internal/post"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/internal/workday"
	"creditportal/templates/letter"
)

// morning is a Monday at ten.
var morning = civil.MustParse("2026-11-23").Start().Add(10 * time.Hour)

// desk is an office with a store of its own, a courier and a clock.
type desk struct {
	*testing.T
	store   *store.Store
	courier *post.Courier
	lock    sync.Mutex
	now     time.Time
	log     bytes.Buffer
	person  account.Account
}

func (d *desk) clock() time.Time {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.now
}

func (d *desk) wait(by time.Duration) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.now = d.now.Add(by)
}

func mustOpen(t *testing.T, address string, carrier post.Carrier) *desk {
	t.Helper()
	d := &desk{T: t, now: morning, store: storetest.MustOpen(t, storetest.SQLite(t), nil)}
	contact, err := account.ParseContact(address)
	if err != nil {
		t.Fatal(err)
	}
	contact.ProvedAt = morning
	d.person, err = d.store.EnterAccount(t.Context(), account.Account{
		Login: "canary", Name: "金丝雀", Roles: []actor.Role{actor.Person}, Subject: 9, State: account.Active, Version: 1,
		Contacts: []account.Contact{contact},
	}, d.event(audit.AccountMade, "account"))
	if err != nil {
		t.Fatal(err)
	}
	d.courier = d.another(carrier)
	return d
}

// another is one more courier at the same outbox, as a second process is one.
func (d *desk) another(carrier post.Carrier) *post.Courier {
	say := pdf.Words{
		Page:    func(page, pages int) string { return fmt.Sprint(page, "/", pages) },
		Missing: func(s string) string { return s },
	}
	return post.NewCourier(d.store.Outbox(), d.store.Outbox(), post.Trade{
		Carrier: carrier, Now: d.clock, Log: slog.New(slog.NewTextHandler(&d.log, nil)),
		Calendar: func() workday.Calendar { return statute.MustLoad().Calendar },
		Draw: func(n notice.Notice) ([]byte, error) {
			return pdf.NewTypesetter(say).Draw(pdf.Letter{Text: n.Text, IssuedAt: n.IssuedAt})
		},
		Word: func(n notice.Notice, to account.Contact) post.Message {
			w := letter.WordOf(n.Number, "信用张店", "https://credit.example.cn/my/letters")
			if to.Channel == account.Text {
				return post.Message{To: to, Body: w.Short}
			}
			return post.Message{To: to, Subject: w.Subject, Body: w.Body}
		},
	})
}

func (d *desk) event(did audit.Act, op string) audit.Event {
	return audit.Event{
		Did: did, On: "request/1", By: actor.Officer("示例", actor.CaseOfficer), At: d.clock(), Op: op, Reason: "测试",
	}
}

// issue issues a letter to the person.
func (d *desk) issue(k notice.Kind) notice.Notice {
	d.Helper()
	today := civil.Of(d.clock())
	running := law.Run(law.Limit{
		Clock: law.ObjectionWholeOwn, Days: 3, Unit: law.WorkingDay,
		Basis: law.Basis{Book: law.Book{ID: "shandong-2020", From: today}, Article: "第三十九条"},
	}, today, workday.New())
	o := notice.Owed{
		Kind: k, Request: 41,
		To: notice.Recipient{
			Side: actor.Subject, Account: d.person.ID, Subject: 9, Name: "金丝雀", Document: "3703**********0014",
		},
		Facts: notice.Facts{
			Matter: notice.Objection, Request: "2026-000123",
			Items: []notice.Item{{Label: "金丝雀行政处罚", Document: "金丝雀罚〔2026〕1号"}},
			Basis: []law.Basis{running.Limit.Basis}, Next: []notice.Next{notice.Follow},
		},
	}
	if k == notice.Receipt {
		o.Facts.ReceivedOn, o.Facts.Limits = today, []law.Running{running}
	} else {
		o.Facts.Items[0].Result, o.Facts.Items[0].Reasons = "objection.outcome.rejected", []string{"金丝雀理由"}
	}
	if err := d.store.Issue(d.Context(), []notice.Owed{o}, d.event(audit.NoticeIssued, string(k))); err != nil {
		d.Fatal(err)
	}
	list, err := d.store.NoticesOf(d.Context(), 41, actor.Officer("示例", actor.CaseOfficer))
	if err != nil {
		d.Fatal(err)
	}
	return list[len(list)-1]
}

func (d *desk) round(c *post.Courier) {
	d.Helper()
	if _, err := c.Round(d.Context()); err != nil {
		d.Fatal(err)
	}
}

// waiting is how many errands are due within a year.
func (d *desk) waiting() []notice.Parcel {
	d.Helper()
	list, err := d.store.Outbox().Due(d.Context(), d.clock().AddDate(1, 0, 0), 100)
	if err != nil {
		d.Fatal(err)
	}
	return list
}

func mustSMTP(t *testing.T, port int, more func(*post.SMTPConfig)) *post.SMTP {
	t.Helper()
	cfg := post.SMTPConfig{Host: "127.0.0.1", Port: port, Security: post.Plain, From: "portal@credit.example.cn"}
	if more != nil {
		more(&cfg)
	}
	s, err := post.NewSMTP(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func carriers(c post.Carrier) post.Carriers { return post.Carriers{account.Mail: c} }

const mailbox = "canary@mail.example.cn"

func TestTheMailOfALetterHoldsItsNumberAndTheAddressAndNothingElse(t *testing.T) {
	server := mustStart(t, terms{})
	d := mustOpen(t, mailbox, carriers(mustSMTP(t, server.port, nil)))
	n := d.issue(notice.Receipt)
	d.round(d.courier)
	got := server.next()
	if got.From != "portal@credit.example.cn" || !slices.Equal(got.To, []string{mailbox}) {
		t.Errorf("from %s to %v", got.From, got.To)
	}
	read, err := mail.ReadMessage(strings.NewReader(got.text(t)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(read.Body))
	if err != nil {
		t.Fatal(err)
	}
	want := "您好：\n\n您有一份新文书（编号" + n.Number + "），请登录查看：\nhttps://credit.example.cn/my/letters\n\n" +
		"本邮件由信用张店自动发出，请勿回复。邮件中没有文书内容；我们不会通过邮件索要密码或者验证码，也不收取任何费用。\n\n" +
		"A new letter (No. " + n.Number + ") is waiting for you. Please sign in to read it:\nhttps://credit.example.cn/my/letters\n\n" +
		"This message was sent automatically by 信用张店; please do not reply. It contains nothing of the letter. " +
		"We never ask for a password or a code by mail, and nothing costs a fee.\n"
	if diff := cmp.Diff(want, strings.ReplaceAll(string(body), "\r\n", "\n")); diff != "" {
		t.Errorf("the mail (-want +got):\n%s", diff)
	}
	var subject mime.WordDecoder
	if text, err := subject.DecodeHeader(read.Header.Get("Subject")); err != nil || text != "您有一份新文书（编号"+n.Number+"）" {
		t.Errorf("the subject is %q, %v", text, err)
	}
	known := []string{
		"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version",
		"Subject", "To",
	}
	for name := range read.Header {
		if !slices.Contains(known, name) {
			t.Errorf("the mail has a header %s: %s", name, read.Header.Get(name))
		}
	}
	whole := got.text(t) + string(body)
	for _, hidden := range []string{"金丝雀", "3703", string(n.Proof), n.PublicID, "2026-000123"} {
		if strings.Contains(whole, hidden) {
			t.Errorf("the mail says %q", hidden)
		}
	}
	if left := d.waiting(); len(left) != 0 {
		t.Errorf("errands are left: %+v", left)
	}
}

func TestWordThatFindsNoServerIsTriedAgainAndSentOnce(t *testing.T) {
	port := freePort(t)
	d := mustOpen(t, mailbox, carriers(mustSMTP(t, port, nil)))
	d.issue(notice.Receipt)
	d.round(d.courier)
	if left := d.waiting(); len(left) != 1 || left[0].Errand != notice.Announce || left[0].Tries != 1 {
		t.Fatalf("after a failure wait %+v", left)
	}
	d.round(d.courier) // it rests
	if left := d.waiting(); left[0].Tries != 1 {
		t.Errorf("it was tried again at once: %+v", left)
	}
	server := mustStart(t, terms{Port: port})
	d.wait(time.Minute)
	d.round(d.courier)
	server.next()
	d.wait(24 * time.Hour)
	d.round(d.courier)
	if more := server.rest(); more != 0 {
		t.Errorf("%d more mails were sent", more)
	}
	if left := d.waiting(); len(left) != 0 {
		t.Errorf("errands are left: %+v", left)
	}
	if strings.Contains(d.log.String(), "canary") {
		t.Errorf("the log names who was written to: %s", d.log.String())
	}
}

func TestWordIsGivenUpAfterDaysAndTheLetterStaysInTheInbox(t *testing.T) {
	d := mustOpen(t, mailbox, carriers(mustSMTP(t, freePort(t), nil)))
	n := d.issue(notice.Receipt)
	for range notice.MostTries {
		d.round(d.courier)
		d.wait(6 * time.Hour)
	}
	if left := d.waiting(); len(left) != 0 {
		t.Errorf("after %d tries wait %+v", notice.MostTries, left)
	}
	by := d.person.Actor()
	by.Subject = 9
	if inbox, err := d.store.Inbox(t.Context(), by, 0); err != nil || len(inbox) != 1 || inbox[0].Number != n.Number {
		t.Errorf("the inbox holds %d letters, %v", len(inbox), err)
	}
}

func TestAServerIsAskedForTLSAndForTheName(t *testing.T) {
	for name, c := range map[string]struct {
		peer terms
		mine func(*post.SMTPConfig)
		want bool
	}{
		"starttls": {terms{}, func(c *post.SMTPConfig) { c.Security = post.StartTLS }, true},
		"tls":      {terms{Implicit: true}, func(c *post.SMTPConfig) { c.Security = post.TLS }, true},
		"a wrong password": {terms{}, func(c *post.SMTPConfig) {
			c.Security, c.Password = post.StartTLS, "wrong"
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c.peer.Key, c.peer.Cert, c.peer.User, c.peer.Password = keyFile, certFile, "portal", "a password"
			server := mustStart(t, c.peer)
			smtp := mustSMTP(t, server.port, func(cfg *post.SMTPConfig) {
				cfg.User, cfg.Password = "portal", "a password"
				c.mine(cfg)
			})
			err := smtp.Carry(t.Context(), message(mailbox))
			if (err == nil) != c.want {
				t.Fatalf("handing over: %v", err)
			}
			if !c.want {
				if strings.Contains(err.Error(), "wrong") || errors.Is(err, post.ErrRefused) {
					t.Errorf("the refusal says %v", err)
				}
				return
			}
			if got := server.next(); !got.Secure || got.User != "portal" {
				t.Errorf("handed over %+v", got)
			}
		})
	}
}

func message(to string) post.Message {
	return post.Message{To: account.Contact{Channel: account.Mail, Address: to}, Subject: "示例", Body: "示例\n"}
}

func TestNoWordLeavesInClearWhereTLSIsAskedFor(t *testing.T) {
	server := mustStart(t, terms{}) // it knows no TLS
	smtp := mustSMTP(t, server.port, func(c *post.SMTPConfig) { c.Security = post.StartTLS })
	if err := smtp.Carry(t.Context(), message(mailbox)); err == nil {
		t.Error("the mail was handed over in clear")
	}
	if n := server.rest(); n != 0 {
		t.Errorf("%d mails arrived", n)
	}
}

func TestAMailboxThatIsGoneIsNotTriedAgainAndOneThatIsFullIs(t *testing.T) {
	server := mustStart(t, terms{})
	smtp := mustSMTP(t, server.port, nil)
	if err := smtp.Carry(t.Context(), message("gone@mail.example.cn")); !errors.Is(err, post.ErrRefused) {
		t.Errorf("a mailbox that is gone: %v", err)
	}
	d := mustOpen(t, "later@mail.example.cn", carriers(smtp))
	d.issue(notice.Receipt)
	d.round(d.courier)
	if left := d.waiting(); len(left) != 1 {
		t.Fatalf("a mailbox that is full: %+v", left)
	}
	d.wait(time.Minute)
	d.round(d.courier)
	server.next()
	gone := mustOpen(t, "gone@mail.example.cn", carriers(smtp))
	gone.issue(notice.Receipt)
	gone.round(gone.courier)
	if left := gone.waiting(); len(left) != 0 {
		t.Errorf("a mailbox that is gone is tried again: %+v", left)
	}
}

func TestAResultLeavesInWorkingHoursAndAReceiptAtOnce(t *testing.T) {
	server := mustStart(t, terms{})
	d := mustOpen(t, mailbox, carriers(mustSMTP(t, server.port, nil)))
	d.wait(11 * time.Hour) // nine in the evening
	receipt, result := d.issue(notice.Receipt), d.issue(notice.Result)
	d.round(d.courier)
	if got := server.next().text(t); !strings.Contains(bodyOf(t, got), receipt.Number) {
		t.Errorf("the receipt did not leave at once: %s", got)
	}
	left := d.waiting()
	if want := civil.MustParse("2026-11-24").Start().Add(8*time.Hour + 30*time.Minute); len(left) != 1 ||
		!left[0].DueAt.Equal(want) || left[0].Tries != 0 {
		t.Fatalf("the result waits as %+v, want until %s", left, want)
	}
	if list, err := d.store.Inbox(t.Context(), actorOf(d), 0); err != nil || list[0].ServedAt.IsZero() {
		t.Errorf("it does not lie in the inbox at once: %+v, %v", list, err)
	}
	d.wait(11*time.Hour + 30*time.Minute)
	d.round(d.courier)
	if got := server.next().text(t); !strings.Contains(bodyOf(t, got), result.Number) {
		t.Errorf("the result did not leave in the morning: %s", got)
	}
}

func actorOf(d *desk) actor.Actor {
	by := d.person.Actor()
	by.Subject = 9
	return by
}

func bodyOf(t *testing.T, raw string) string {
	t.Helper()
	read, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(read.Body))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestOfManyCouriersOneTellsTheRecipient(t *testing.T) {
	sink := post.NewSink(func() time.Time { return morning })
	d := mustOpen(t, mailbox, carriers(sink))
	d.issue(notice.Receipt)
	var all sync.WaitGroup
	for range 8 {
		c := d.another(carriers(sink))
		all.Go(func() {
			if _, err := c.Round(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := sink.Kept(); len(got) != 1 {
		t.Errorf("%d messages left", len(got))
	}
}

func TestTheFormForPaperIsMadeOnce(t *testing.T) {
	d := mustOpen(t, mailbox, carriers(post.NewSink(d0)))
	n := d.issue(notice.Receipt)
	d.round(d.courier)
	body, err := d.store.Paper(t.Context(), n)
	if err != nil || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("the form for paper is %.8q, %v", body, err)
	}
}

func d0() time.Time { return morning }

func TestACodeLeavesAtAnyHourAndTheLogKnowsNeitherItNorWhoseItIs(t *testing.T) {
	var log bytes.Buffer
	say := slog.New(slog.NewTextHandler(&log, nil))
	sink := post.NewSink(d0)
	w := post.NewWindow(post.Carriers{account.Mail: sink, account.Text: post.Log{Log: say}}, say)
	word := letter.WordOfCode("482913", "信用张店", 10)
	if err := w.Send(post.Message{To: message(mailbox).To, Subject: word.Subject, Body: word.Body}); err != nil {
		t.Fatal(err)
	}
	mobile, err := account.ParseContact("154 0000 0001")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Send(post.Message{To: mobile, Body: word.Short}); err != nil {
		t.Fatal(err)
	}
	w.Empty(t.Context())
	if got := sink.Kept(); len(got) != 1 || !strings.Contains(got[0].Body, "482913") {
		t.Errorf("sent %+v", got)
	}
	if said := log.String(); !strings.Contains(said, "154****0001") || strings.Contains(said, "482913") ||
		strings.Contains(said, "15400000001") || strings.Contains(said, "canary") {
		t.Errorf("the log says %s", said)
	}
}

func TestAnAccountThatIsClosedIsToldNothing(t *testing.T) {
	sink := post.NewSink(d0)
	d := mustOpen(t, mailbox, carriers(sink))
	closed := d.person
	closed.State = account.Disabled
	e := d.event(audit.PasswordChanged, "close")
	if err := d.store.ChangeAccount(t.Context(), closed, account.Key{}, e); err != nil {
		t.Fatal(err)
	}
	d.issue(notice.Receipt)
	d.round(d.courier)
	if got := sink.Kept(); len(got) != 0 || len(d.waiting()) != 0 {
		t.Errorf("told %+v, waiting %+v", got, d.waiting())
	}
}
