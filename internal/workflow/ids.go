package workflow

import (
	"encoding/base32"
	"encoding/binary"
	"io"
	"strings"
	"sync"
	"time"
)

// crockford is the alphabet of ULIDs (spec: Canonical String Representation).
var crockford = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ids makes ULIDs that never go backwards, also when the clock does: the order
// of ids is the order in which things came to this desk.
type ids struct {
	mu      sync.Mutex
	now     func() time.Time
	entropy io.Reader
	last    int64    // milliseconds of the newest id
	tail    [10]byte // its random part
}

// next gives the next id: 26 characters, sorted by time.
func (g *ids) next() (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	ms := g.now().UnixMilli()
	if ms > g.last {
		g.last = ms
		if err := g.draw(); err != nil {
			return "", err
		}
	} else {
		for i := len(g.tail) - 1; i >= 0; i-- {
			g.tail[i]++
			if g.tail[i] != 0 {
				break
			}
		}
	}
	var raw [17]byte // 2 zero bits of padding go in front, as ULIDs have it: 130 bits for 128
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(g.last))
	copy(raw[:], stamp[2:])
	copy(raw[6:], g.tail[:])
	return encodeULID(raw[:16]), nil
}

// draw makes a new random part.
func (g *ids) draw() error {
	_, err := io.ReadFull(g.entropy, g.tail[:])
	g.tail[0] &= 0x7f // room to count up
	return err
}

// after lets no id come before one that was made in an earlier run, also where
// the clock was set back since. Two runs after the same id go on from random
// places, so they never give the same one.
func (g *ids) after(id string) error {
	if len(id) != 26 {
		return nil
	}
	var ms int64
	for _, c := range id[:10] {
		at := strings.IndexRune(alphabet, c)
		if at < 0 {
			return nil
		}
		ms = ms<<5 | int64(at)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if ms < g.last {
		return nil
	}
	g.last = ms + 1
	return g.draw()
}

// encodeULID writes 128 bits in 26 characters, most significant first.
func encodeULID(b []byte) string {
	// Base32 takes 5 bits a character from the left; a ULID has its two spare
	// bits on the left too, so the number is shifted right by two bits.
	var wide [20]byte
	copy(wide[:], b)
	var shifted [20]byte
	for i := range wide {
		shifted[i] = wide[i] >> 2
		if i > 0 {
			shifted[i] |= wide[i-1] << 6
		}
	}
	return crockford.EncodeToString(shifted[:])[:26]
}
