package letter

import (
	"creditportal/internal/civil"
	"creditportal/internal/i18n"
)

// Word is a message that leaves the portal: as mail, and as a short message.
type Word struct {
	Subject string
	Body    string // in both languages, the Chinese first
	Short   string
}

// WordOf says that the letter with the number lies in the inbox, and where to
// sign in. It says nothing else: neither of what it is, nor whom it is for.
func WordOf(number, site, address string) Word {
	return word("post.letter", "Number", number, "Site", site, "Address", address)
}

// WordOfReminder reminds a provider of the request with the number, and of the day
// by which its answer is asked for. It says nothing of what it is about.
func WordOfReminder(number, site, address string, by civil.Date) Word {
	return word("post.reminder", "Number", number, "Site", site, "Address", address, "Due", by)
}

// WordOfRepair reminds a unit of the application for repair with the number, and of the
// day by which it is to act. It says nothing of what it is about.
func WordOfRepair(number, site, address string, by civil.Date) Word {
	return word("post.repair", "Number", number, "Site", site, "Address", address, "Due", by)
}

// WordOfReply says that the message with the number was answered, and where the
// answer is read with number and lookup code.
func WordOfReply(number, site, address string) Word {
	return word("post.reply", "Number", number, "Site", site, "Address", address)
}

// WordOfAnswer says that the unit that was asked about the objection with the number
// has answered, and where to read and comment on it. It says nothing of what it is
// about.
func WordOfAnswer(number, site, address string) Word {
	return word("post.answered", "Number", number, "Site", site, "Address", address)
}

// WordOfCode gives a one-time code that is valid for so many minutes.
func WordOfCode(code, site string, minutes int) Word {
	return word("post.code", "Code", code, "Site", site, "Minutes", minutes)
}

// WordOfIdentity says that there is a result about who somebody is, and where to
// see it.
func WordOfIdentity(site, address string) Word {
	return word("post.identity", "Site", site, "Address", address)
}

func word(key string, args ...any) Word {
	chinese := i18n.Default().Printer(i18n.Chinese)
	return Word{
		Subject: chinese.T(key+".subject", args...),
		Body:    InBoth(key+".body", args...),
		Short:   chinese.T(key+".short", args...),
	}
}

// InBoth is the sentence of the key in both languages, the Chinese first: whose
// mail it is cannot be asked in which they read.
func InBoth(key string, args ...any) string {
	bundle := i18n.Default()
	return bundle.Printer(i18n.Chinese).T(key, args...) + "\n\n" + bundle.Printer(i18n.English).T(key, args...) + "\n"
}
