package letter

import "creditportal/internal/i18n"

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

// WordOfCode gives a one-time code that is valid for so many minutes.
func WordOfCode(code, site string, minutes int) Word {
	return word("post.code", "Code", code, "Site", site, "Minutes", minutes)
}

func word(key string, args ...any) Word {
	bundle := i18n.Default()
	chinese, english := bundle.Printer(i18n.Chinese), bundle.Printer(i18n.English)
	return Word{
		Subject: chinese.T(key+".subject", args...),
		Body:    chinese.T(key+".body", args...) + "\n\n" + english.T(key+".body", args...) + "\n",
		Short:   chinese.T(key+".short", args...),
	}
}
