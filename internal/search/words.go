package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestWord is how many bytes of a word count.
const longestWord = 48

// common are words that stand in nearly every text and tell nothing.
var common = map[string]bool{}

func init() {
	for _, w := range strings.Fields("a an and are as at be been by can could for from has have if in into is it its may not of on or such that the their there this to via was when which will with you your") {
		common[w] = true
	}
}

// eachWord calls use with every word of the text, in lower case, and with the
// parts of joined ones where parts is set. The bytes are good until use returns.
func eachWord(buf []byte, text string, parts bool, use func(word []byte)) []byte {
	buf = buf[:0]
	end := func() {
		for len(buf) > 0 && joins(rune(buf[len(buf)-1])) {
			buf = buf[:len(buf)-1]
		}
		if len(buf) > 0 && parts {
			emitWord(buf, use)
		} else if len(buf) > 0 {
			use(cutWord(buf))
		}
		buf = buf[:0]
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
				buf = append(buf, c)
			case c >= 'A' && c <= 'Z':
				buf = append(buf, c+'a'-'A')
			case joins(rune(c)) && len(buf) > 0 && !joins(rune(buf[len(buf)-1])):
				buf = append(buf, c)
			default:
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) {
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
			continue
		}
		end()
	}
	end()
	return buf
}

// joins tells the signs that hold two parts of a word together.
func joins(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }

// emitWord gives a word, and its parts where it has some that are more than digits.
func emitWord(word []byte, use func([]byte)) {
	use(cutWord(word))
	begin, parts, letters := 0, 0, false
	for i := 0; i <= len(word); i++ {
		if i < len(word) && !joins(rune(word[i])) {
			letters = letters || word[i] < '0' || word[i] > '9'
			continue
		}
		if i == len(word) && parts == 0 {
			return
		}
		if part := word[begin:i]; letters && len(part) > 1 {
			use(cutWord(part))
		}
		begin, letters = i+1, false
		parts++
	}
}

// cutWord keeps the first bytes of a word, whole letters.
func cutWord(word []byte) []byte {
	if len(word) <= longestWord {
		return word
	}
	n := longestWord
	for n > 0 && !utf8.RuneStart(word[n]) {
		n--
	}
	return word[:n]
}

// wholeTerm is a whole value as one term: in lower case, and whatever a key may
// not hold is an underscore.
func wholeTerm(value string) string { return string(appendWhole(nil, value)) }

// appendWhole appends the term of a whole value.
func appendWhole(out []byte, value string) []byte {
	begin := len(out)
	for _, r := range strings.TrimSpace(value) {
		switch {
		case r <= ' ' || r == 0x7f || r == '/' || r == '%' || r == '~' || r == utf8.RuneError:
			out = append(out, '_')
		default:
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
		if len(out)-begin > 3*longestWord {
			break
		}
	}
	return out
}
