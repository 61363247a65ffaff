package words

import (
	"strconv"
	"strings"
	"time"

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

// PayloadCame says when a patch file came in and through whom.
func PayloadCame(p *domain.Payload, zone *time.Location, now time.Time) string {
	return dotted(Moment(p.At, zone, now), Text("by {person}", "person", p.By), PayloadHere(p))
}

// PayloadVerdict says what the proofs of a patch file come to, for somebody who is about
// to install it.
func PayloadVerdict(p *domain.Payload) string {
	switch p.Badge {
	case domain.BadgeVerified:
		return Text("It is, byte for byte, what the list says that a pinned key signed.")
	case domain.BadgeSigned:
		return Text("It is what a signed list says, but nobody here has compared the key with its owner.")
	case domain.BadgeHash:
		return Text("It fits the hash that came with it. Whoever changed the file could have changed the hash as well.")
	case domain.BadgeFailed:
		return Text("A proof of it is wrong: it was changed or damaged on the way. Get it again from whoever sent it.")
	}
	return Text("Nothing came with it that says whose it is. Compare its SHA-256 with what the vendor publishes.")
}

// PayloadCopied says that a copy was compared.
func PayloadCopied(path string) string {
	return Text("Copied to {path} and read again there: it has the same SHA-256.", "path", path)
}

// ProofsDisagree explains a proof that holds beside the one that fails, "" where there is none.
func ProofsDisagree(item *domain.QuarantineItem) string {
	good, bad := false, false
	for i := range item.Proofs {
		good = good || item.Proofs[i].Result == "proof_good"
		bad = bad || item.Proofs[i].Result == item.Reason
	}
	if !good || !bad {
		return ""
	}
	return Text("One proof that holds does not outweigh one that fails: the document or the failing proof was changed after it was made.")
}
