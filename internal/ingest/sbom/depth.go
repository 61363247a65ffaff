package sbom

import (
	"bytes"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// xmlDepth refuses XML elements nested deeper than JSON may be, before anything
// that calls itself per level sees them; comments, CDATA sections, processing
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
			if depth++; depth > jsondoc.SafeDepth {
				return tooDeep(data, i)
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

func tooDeep(data []byte, offset int) error {
	line := bytes.Count(data[:offset], []byte("\n")) + 1
	column := offset - bytes.LastIndexByte(data[:offset], '\n')
	return refuse(domain.Untrusted, CodeXMLDepth, "", domain.Params{
		"limit": strconv.Itoa(jsondoc.SafeDepth), "line": strconv.Itoa(line), "column": strconv.Itoa(column)}, nil)
}
