package sbom

import (
	"bytes"
	"strconv"

	"fenceline/internal/domain"
)

// jsonDepth refuses JSON nested deeper than [MaxDepth], before anything that
// calls itself per level sees it.
func jsonDepth(data []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return tooDeep(i)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// xmlDepth is jsonDepth for XML elements; comments, CDATA sections, processing
// instructions and declarations do not count.
func xmlDepth(data []byte) error {
	depth := 0
	for i := 0; i < len(data); {
		start := bytes.IndexByte(data[i:], '<')
		if start < 0 {
			return nil
		}
		i += start
		rest := data[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			i = past(data, i+4, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i = past(data, i+9, "]]>")
		case bytes.HasPrefix(rest, []byte("<?")), bytes.HasPrefix(rest, []byte("<!")):
			i = past(data, i+2, ">")
		case bytes.HasPrefix(rest, []byte("</")):
			depth--
			i = past(data, i+2, ">")
		default:
			end := tagEnd(data, i+1)
			if end > 0 && end <= len(data) && data[end-1] == '/' {
				i = end
				continue
			}
			if depth++; depth > MaxDepth {
				return tooDeep(i)
			}
			i = end
		}
	}
	return nil
}

// past gives the index after the next mark, or the end.
func past(data []byte, from int, mark string) int {
	if from >= len(data) {
		return len(data)
	}
	n := bytes.Index(data[from:], []byte(mark))
	if n < 0 {
		return len(data)
	}
	return from + n + len(mark)
}

// tagEnd gives the index of the ">" that ends a start tag, quotes respected.
func tagEnd(data []byte, i int) int {
	var quote byte
	for ; i < len(data); i++ {
		switch c := data[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return i
}

func tooDeep(offset int) error {
	return refuse(domain.Untrusted, "too_deep", "byte "+strconv.Itoa(offset),
		domain.Params{"limit": strconv.Itoa(MaxDepth)}, nil)
}
