package subject

import (
	"fmt"

	"creditportal/internal/civil"
)

// ComposeCode returns the code that begins with the eight characters of
// department, category and region, followed by an organisation code of eight
// characters; it adds both checks. Synthetic data are made with it.
func ComposeCode(head, organisation string) (Code, error) {
	const part = 8
	if len(head) != part || len(organisation) != part {
		return Code{}, fmt.Errorf("composing a code: want %d and %d characters", part, part)
	}
	body := head + organisation + string(innerCheck(organisation))
	return ParseCode(body + string(codeCheck(body)))
}

// ComposeIDNumber returns the identity number of region, day of birth and
// sequence (0 to 999) with its check. Synthetic data are made with it.
func ComposeIDNumber(region string, born civil.Date, sequence int, today civil.Date) (IDNumber, error) {
	const regionLength = 6
	if len(region) != regionLength || !digits(region) || sequence < 0 || sequence > 999 {
		return IDNumber{}, fmt.Errorf("composing an identity number: region or sequence out of range")
	}
	body := fmt.Sprintf("%s%04d%02d%02d%03d", region, born.Year(), int(born.Month()), born.Day(), sequence)
	return ParseIDNumber(body+string(idCheck(body)), today)
}
