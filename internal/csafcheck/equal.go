package csafcheck

import (
	"slices"
	"strconv"
	"strings"
)

// writeKey writes a value with the members of its objects in order of name and
// its numbers by value.
func (n *node) writeKey(b *strings.Builder) {
	switch n.kind {
	case text:
		b.WriteString(strconv.Quote(n.str))
	case number:
		if f, err := strconv.ParseFloat(n.str, 64); err == nil {
			b.WriteString(strconv.FormatFloat(f, 'g', -1, 64))
			return
		}
		b.WriteString(n.str)
	case boolean:
		b.WriteString(n.str)
	case null:
		b.WriteString("null")
	case array:
		b.WriteByte('[')
		list := n.values()
		for i := range list {
			list[i].writeKey(b)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case object:
		names, list := n.names(), n.values()
		order := make([]int, len(names))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(x, y int) int { return strings.Compare(names[x], names[y]) })
		b.WriteByte('{')
		for _, i := range order {
			b.WriteString(strconv.Quote(names[i]))
			b.WriteByte(':')
			list[i].writeKey(b)
			b.WriteByte(',')
		}
		b.WriteByte('}')
	}
}
