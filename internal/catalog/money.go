package catalog

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// units are the words for units of money and what each is in 分.
var units = sync.OnceValue(func() map[string]int64 {
	all := map[string]int64{}
	for _, line := range mustLines("units") {
		all[line[0]] = mustInt(line[1])
	}
	return all
})

// Yuan is the unit in which amounts are shown, and in which a bare number is read
// where somebody types beside an amount that is shown.
const Yuan = "\u5143"

// KnownUnit says whether word is a unit of money.
func KnownUnit(word string) bool { return units()[word] != 0 }

var moneyForm = regexp.MustCompile(`^[¥$]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\D*)$`)

// mostDigits bounds an amount, far above any that a decision names.
const mostDigits = 18

// readMoney reads an amount with or without its unit into whole 分. It never
// guesses: capitals, ranges and "about" are refused, as is whatever is not
// above zero or finer than 分.
func readMoney(f Field, c Cell, _ civil.Date) (string, error) {
	text := strings.TrimPrefix(fold.Key(c.Text), "rmb")
	if strings.HasPrefix(text, "-") {
		return "", fault.New(fault.Invalid, KeyMoneyRange, nil)
	}
	if c.Number {
		text = plainNumber(text)
	}
	m := moneyForm.FindStringSubmatch(text)
	if m == nil || strings.HasPrefix(text, "$") || len(m[1])+len(m[2]) > mostDigits {
		return "", fault.New(fault.Invalid, KeyMoneyUnreadable, nil)
	}
	unit := m[3]
	if unit == "" {
		if unit = f.Unit; c.Unit != "" {
			unit = c.Unit
		}
	}
	factor, known := units()[unit]
	if !known {
		return "", fault.New(fault.Invalid, KeyMoneyUnreadable, nil)
	}
	amount, ok := new(big.Rat).SetString(strings.ReplaceAll(m[1], ",", "") + m[2])
	if !ok {
		return "", fault.New(fault.Invalid, KeyMoneyUnreadable, nil)
	}
	amount.Mul(amount, new(big.Rat).SetInt64(factor))
	if amount.Sign() <= 0 || !amount.IsInt() || !amount.Num().IsInt64() {
		return "", fault.New(fault.Invalid, KeyMoneyRange, nil)
	}
	return amount.Num().String(), nil
}

// plainNumber writes a number of a spreadsheet, like 2e+05 or 0.30000000000000004,
// as people would: to fifteen digits, all that such a cell holds.
func plainNumber(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

var amountInText = regexp.MustCompile(`(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?`)

// tenThousandfold says whether the amount, in 分, is ten thousand times one that
// the text names: the sign of 元 entered in a column of 万元.
func tenThousandfold(amount, text string) bool {
	const factor, yuan = 10000, 100
	fen, err := strconv.ParseInt(amount, 10, 64)
	if err != nil || text == "" || fen/factor < yuan {
		return false // a ten-thousandth of it would be no amount that anybody is fined
	}
	suspect := false
	for _, named := range amounts(fold.Width(text)) {
		if named == fen {
			return false
		}
		suspect = suspect || named == fen/factor && fen%factor == 0
	}
	return suspect
}

// amounts returns the amounts of money that a text names, in 分.
func amounts(text string) []int64 {
	var found []int64
	for _, span := range amountInText.FindAllStringIndex(text, -1) {
		rest := strings.TrimLeft(text[span[1]:], " ")
		longest := ""
		for unit := range units() {
			if strings.HasPrefix(rest, unit) && len(unit) > len(longest) {
				longest = unit
			}
		}
		n, ok := new(big.Rat).SetString(strings.ReplaceAll(text[span[0]:span[1]], ",", ""))
		if longest == "" || !ok {
			continue
		}
		if n.Mul(n, new(big.Rat).SetInt64(units()[longest])); n.IsInt() && n.Num().IsInt64() {
			found = append(found, n.Num().Int64())
		}
	}
	return found
}
