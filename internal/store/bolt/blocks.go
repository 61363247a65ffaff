package bolt

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// recentMost is how many bytes of decoded blocks are held for the next question.
const recentMost = 16 << 20

// shelf decodes the blocks of a file and holds the recent ones: the blocks of a
// file never change while it is open. It may be used by many goroutines.
type shelf struct {
	mu       sync.Mutex
	decoders map[string]*zstd.Decoder // by path; "" is for frames that stand alone
	recent   map[string]*block        // by last key
	order    []string                 // of recent, oldest first
	held     int                      // bytes in recent
}

func newShelf() *shelf {
	return &shelf{decoders: map[string]*zstd.Decoder{}, recent: map[string]*block{}}
}

// layer is what lies in blocks, as one transaction sees it.
type layer struct {
	shelf    *shelf
	blocks   *bbolt.Bucket
	stream   *bbolt.Bucket
	patterns *bbolt.Bucket
	gone     *bbolt.Bucket // nil: nothing of it was deleted
	lookup   *bbolt.Cursor
}

// layerOf is the layer of blocks of a file, nil where it has none.
func layerOf(tx *bbolt.Tx, s *shelf) *layer {
	blocks := tx.Bucket(blocksBucket)
	if blocks == nil {
		return nil
	}
	return &layer{shelf: s, blocks: blocks, stream: tx.Bucket(streamBucket), patterns: tx.Bucket(patternsBucket), gone: tx.Bucket(goneBucket), lookup: blocks.Cursor()}
}

// get gives the value, nil where no block has the key; it must not be changed.
func (l *layer) get(key string) ([]byte, error) {
	last, where := l.lookup.Seek([]byte(key))
	if last == nil {
		return nil, nil
	}
	b, err := l.decoded(last, where)
	if err != nil {
		return nil, err
	}
	if i := b.from(key); b.keys[i] == key { // the last key is not before it
		return b.values[i], nil
	}
	return nil, nil
}

// deleted reports whether the key was deleted since the blocks were made.
func (l *layer) deleted(key string) bool { return l.gone != nil && l.gone.Get([]byte(key)) != nil }

// hide notes that the key was deleted, where a block has it.
func (l *layer) hide(tx *bbolt.Tx, key string) error {
	value, err := l.get(key)
	if value == nil || err != nil {
		return err
	}
	if l.gone == nil {
		if l.gone, err = tx.CreateBucketIfNotExists(goneBucket); err != nil {
			return err
		}
		l.gone.FillPercent = filled
	}
	return l.gone.Put([]byte(key), []byte{})
}

// decoded gives the block that ends with the key last.
func (l *layer) decoded(last, where []byte) (*block, error) {
	if b := l.shelf.recall(string(last)); b != nil {
		return b, nil
	}
	name := string(last)
	data, err := l.inflated(name, where)
	if err != nil {
		return nil, err
	}
	b, err := decodeBlock(data, name)
	if err == nil {
		l.shelf.keep(name, b)
	}
	return b, err
}

// inflated gives the items of the block that ends with the key last and lies where
// its entry says.
func (l *layer) inflated(last string, where []byte) ([]byte, error) {
	wrong := errDamaged{"the block that ends with " + last + " cannot be read"}
	a, ok := decodeAddress(where)
	if !ok {
		return nil, wrong
	}
	frame, ok := l.read(a)
	path := ""
	switch {
	case !ok:
		return nil, wrong
	case frame[0] == blockPattern:
		path = pathOf(last)
	case frame[0] != blockPlain:
		return nil, wrong
	}
	dec, err := l.decoder(path)
	if err != nil {
		return nil, wrong
	}
	data, err := dec.DecodeAll(frame[1:], nil)
	if err != nil {
		return nil, wrong
	}
	return data, nil
}

// read gives the bytes of the stream at the address; they must not be changed.
func (l *layer) read(a address) (data []byte, ok bool) {
	if l.stream == nil {
		return nil, false
	}
	for n, skip := a.at/pieceLen, int(a.at%pieceLen); uint64(len(data)) < a.size; n, skip = n+1, 0 {
		piece := l.stream.Get(pieceKey(n))
		if len(piece) <= skip {
			return nil, false
		}
		piece = piece[skip:]
		if data == nil && uint64(len(piece)) >= a.size {
			return piece[:a.size], true
		}
		data = append(data, piece[:min(uint64(len(piece)), a.size-uint64(len(data)))]...)
	}
	return data, true
}

// decoder is that of frames that point into the pattern of the path.
func (l *layer) decoder(path string) (*zstd.Decoder, error) {
	l.shelf.mu.Lock()
	defer l.shelf.mu.Unlock()
	if dec, ok := l.shelf.decoders[path]; ok {
		return dec, nil
	}
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1 << 30)}
	if path != "" {
		if l.patterns == nil {
			return nil, errDamaged{"the patterns of blocks are gone"}
		}
		opts = append(opts, zstd.WithDecoderDictRaw(patternID, bytes.Clone(l.patterns.Get([]byte(path)))))
	}
	dec, err := zstd.NewReader(nil, opts...)
	if err == nil {
		l.shelf.decoders[path] = dec
	}
	return dec, err
}

func (s *shelf) recall(last string) *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.recent[last]
}

// keep holds a decoded block, and drops the oldest ones where there are too many.
func (s *shelf) keep(last string, b *block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.recent[last] != nil || b.size > recentMost/16 {
		return
	}
	for s.held+b.size > recentMost {
		oldest := s.order[0]
		s.order = s.order[1:]
		s.held -= s.recent[oldest].size
		delete(s.recent, oldest)
	}
	s.recent[last] = b
	s.order = append(s.order, last)
	s.held += b.size
}

// scan walks the items with keys in [from, to) that no deletion hides; an empty to has no end.
func (l *layer) scan(from, to string, reverse bool) func() (store.Item, bool, error) {
	c := &blockCursor{layer: l, c: l.blocks.Cursor(), from: from, to: to, reverse: reverse}
	return c.next
}

// blockCursor walks items from block to block.
type blockCursor struct {
	layer    *layer
	c        *bbolt.Cursor
	from, to string
	reverse  bool
	block    *block // nil before the first
	at       int    // next item in block
	over     bool
}

func (c *blockCursor) next() (store.Item, bool, error) {
	for !c.over {
		if c.block == nil || c.at < 0 || c.at >= len(c.block.keys) {
			if err := c.turn(); err != nil {
				return store.Item{}, false, err
			}
			continue
		}
		i := c.at
		if c.reverse {
			c.at--
		} else {
			c.at++
		}
		key := c.block.keys[i]
		switch {
		case key < c.from:
			c.over = c.reverse
		case c.to != "" && key >= c.to:
			c.over = !c.reverse
		case !c.layer.deleted(key):
			return c.block.item(i), true, nil
		}
	}
	return store.Item{}, false, nil
}

// turn goes to the block in which the walk begins, or to the next one.
func (c *blockCursor) turn() error {
	last, where := c.step()
	if last == nil {
		c.over = true
		return nil
	}
	first := c.block == nil
	b, err := c.layer.decoded(last, where)
	if err != nil {
		return err
	}
	c.block = b
	switch {
	case !c.reverse && first:
		c.at = b.from(c.from)
	case !c.reverse:
		c.at = 0
	case first && c.to != "":
		c.at = b.from(c.to) - 1
	default:
		c.at = len(b.keys) - 1
	}
	return nil
}

func (c *blockCursor) step() (last, where []byte) {
	switch {
	case c.block != nil && c.reverse:
		return c.c.Prev()
	case c.block != nil:
		return c.c.Next()
	case !c.reverse:
		return c.c.Seek([]byte(c.from))
	case c.to != "":
		if last, where = c.c.Seek([]byte(c.to)); last != nil {
			return last, where
		}
	}
	return c.c.Last()
}

// check reads every block and holds their keys against each other.
func (l *layer) check() error {
	before := ""
	c := l.blocks.Cursor()
	for last, where := c.First(); last != nil; last, where = c.Next() {
		name := string(last)
		data, err := l.inflated(name, where)
		if err != nil {
			return err
		}
		b, err := decodeBlock(data, name)
		if err != nil {
			return err
		}
		if b.keys[0] <= before {
			return errDamaged{"the block that ends with " + name + " begins before its neighbour ends"}
		}
		before = name
	}
	return nil
}
