package jsondoc

import (
	"bytes"
	"encoding/binary"
)

// structural marks the bytes that the scanner stops at outside strings.
var structural = [256]bool{'{': true, '[': true, '}': true, ']': true, '"': true}

// tooDeep gives the offset of the first bracket that opens level limit+1, or -1.
// It checks nothing else and passes broken text.
func tooDeep(text []byte, limit int) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !structural[c] {
			if c == ' ' {
				i = lastIndent(text, i)
			}
			continue
		}
		switch c {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			if depth++; depth > limit {
				return i
			}
		default:
			depth--
		}
	}
	return -1
}

// indent is what most of an indented document consists of.
const indent = 0x2020202020202020

// lastIndent gives the offset of the last of the spaces that begin at i, found
// eight at a time; some may be left.
func lastIndent(text []byte, i int) int {
	for i+9 <= len(text) && binary.LittleEndian.Uint64(text[i+1:]) == indent {
		i += 8
	}
	return i
}

// endOfString gives the offset of the quote that closes the string opening at
// start, or the length of text where none does.
func endOfString(text []byte, start int) int {
	for i := start + 1; i < len(text); {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return len(text)
		}
		end := i + n
		slashes := 0
		for end-1-slashes > start && text[end-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return end
		}
		i = end + 1
	}
	return len(text)
}

// Member is one member of a document's outermost object; Value is its raw text
// and shares the document's bytes.
type Member struct {
	Name  string
	Value []byte
}

// Members hands the members of the outermost object of text to visit, in order,
// until it returns false. It checks only as much syntax as it needs, gives what
// it can of broken text, and nothing where text is no object.
func Members(text []byte, visit func(Member) bool) {
	i := skipSpace(text, 0)
	if i >= len(text) || text[i] != '{' {
		return
	}
	for i = skipSpace(text, i+1); i < len(text) && text[i] == '"'; {
		end := endOfString(text, i)
		if end >= len(text) {
			return
		}
		name := string(text[i+1 : end])
		i = skipSpace(text, end+1)
		if i >= len(text) || text[i] != ':' {
			return
		}
		start := skipSpace(text, i+1)
		i = endOfValue(text, start)
		if !visit(Member{Name: name, Value: text[start:i]}) {
			return
		}
		if i = skipSpace(text, i); i >= len(text) || text[i] != ',' {
			return
		}
		i = skipSpace(text, i+1)
	}
}

func skipSpace(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
		i++
	}
	return i
}

// endOfValue gives the offset behind the value starting at i.
func endOfValue(text []byte, i int) int {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '"':
			if i = endOfString(text, i); depth == 0 {
				return min(i+1, len(text))
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(text)
}
