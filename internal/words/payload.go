package words

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// PayloadFor says in short what a patch file is for.
func PayloadFor(p *domain.Payload) string {
	switch len(p.For) {
	case 0:
		return say("payload_for_nothing")
	case 1:
		return PayloadBond(&p.For[0])
	}
	return PayloadBond(&p.For[0]) + " " + say("payload_for_more", "n", Number(len(p.For)-1))
}

// PayloadBond says what a manifest binds a patch file to.
func PayloadBond(b *domain.PayloadBond) string {
	var parts []string
	for _, part := range []string{b.Advisory, strings.TrimSpace(b.Product + " " + b.Version), b.URL} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// PayloadHere says whether the bytes of a patch file lie on the desk.
func PayloadHere(p *domain.Payload) string {
	if p.Here {
		return say("payload_here")
	}
	return say("payload_gone")
}

// FileName makes a foreign name fit for a file on any system: its letters, digits,
// dots, dashes and underscores stay, and it neither begins with a dot nor is empty.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("._-+", r):
			return r
		}
		return '_'
	}, name)
	name = strings.TrimLeft(name, ".")
	if name == "" {
		return "payload"
	}
	return name
}

// Bytes writes a size as people read it.
func Bytes(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size {
			return strconv.FormatFloat(float64(n)/float64(unit.size), 'f', 1, 64) + " " + unit.name
		}
	}
	return Several(int(n), "byte", "bytes")
}

// PayloadsNote stands beside the patch files of a task.
func PayloadsNote() string { return say("payloads_note") }

// PayloadLine says what is known of a patch file: its size, hash and proof, and where
// its bytes are.
func PayloadLine(p *domain.Payload) string {
	proof := Badge(p.Badge)
	for i := range p.Proofs {
		if p.Proofs[i].Key != "" {
			proof += ", " + say("payload_by", "key", p.Proofs[i].Key)
			break
		}
	}
	return say("payload_line", "size", Bytes(p.Size), "digest", p.Digest, "proof", proof, "here", PayloadHere(p))
}
