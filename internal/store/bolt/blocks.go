package bolt

import (
	"bytes"
	"errors"
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
	filters  map[uint64]filter        // by run
	recent   map[blockName]*block
	order    []blockName // of recent, oldest first
	held     int         // bytes in recent
}

// blockName is the number of a run and the last key of a block in it.
type blockName struct {
	run  uint64
	last string
}

func newShelf() *shelf {
	return &shelf{decoders: map[string]*zstd.Decoder{}, recent: map[blockName]*block{}, filters: map[uint64]filter{}}
}

// run is blocks with their stream, as one transaction sees them.
type run struct {
	shelf    *shelf
	number   uint64        // 0: what a rewriting made
	top      *bbolt.Bucket // in which it lies
	blocks   *bbolt.Bucket // nil: not looked for yet
	stream   *bbolt.Bucket
	patterns *bbolt.Bucket
	lookup   *bbolt.Cursor
	passing  bool // everything is read once and copied on: blocks are not held, and values are parts of them
}

// open finds the buckets of the run.
func (r *run) open() error {
	if r.blocks != nil {
		return nil
	}
	own := r.top.Bucket(pieceKey(r.number))
	if own == nil {
		return errRun
	}
	if r.stream, r.blocks = own.Bucket(streamBucket), own.Bucket(blocksBucket); r.stream == nil || r.blocks == nil {
		return errRun
	}
	r.lookup = r.blocks.Cursor()
	return nil
}

var errRun = errDamaged{"a run of it is gone"}

// maybe is false where the run surely does not have what the hash is of.
func (r *run) maybe(hash uint64) (bool, error) {
	if r.number == 0 {
		return true, nil
	}
	f, ok := r.shelf.filter(r.number)
	if !ok {
		own := r.top.Bucket(pieceKey(r.number))
		if own == nil {
			return false, errRun
		}
		if f, ok = readFilter(own.Get(filterKey)); !ok {
			return false, errDamaged{"the filter of a run is wrong"}
		}
		r.shelf.keepFilter(r.number, f)
	}
	return f.maybe(hash), nil
}

// get gives the value, nil where the run does not have the key; it must not be changed.
func (r *run) get(key string) ([]byte, error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	last, where := r.lookup.Seek([]byte(key))
	if last == nil {
		return nil, nil
	}
	b, err := r.decoded(last, where)
	if err != nil {
		return nil, err
	}
	if i := b.from(key); b.keys[i] == key { // the last key is not before it
		return b.values[i], nil
	}
	return nil, nil
}

// scan walks the items of the run with keys in [from, to).
func (r *run) scan(from, to string, reverse bool) (func() (store.Item, bool, error), error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	c := &blockCursor{run: r, c: r.blocks.Cursor(), from: from, to: to, reverse: reverse}
	return c.next, nil
}

// decoded gives the block that ends with the key last.
func (r *run) decoded(last, where []byte) (*block, error) {
	name := string(last)
	if r.passing {
		data, err := r.inflated(name, where)
		if err != nil {
			return nil, err
		}
		return decodeBlock(data, name)
	}
	if b := r.shelf.recall(blockName{r.number, name}); b != nil {
		return b, nil
	}
	data, err := r.inflated(name, where)
	if err != nil {
		return nil, err
	}
	b, err := decodeBlock(data, name)
	if err == nil {
		r.shelf.keep(blockName{r.number, name}, b)
	}
	return b, err
}

// inflated gives the items of the block that ends with the key last and lies where
// its entry says.
func (r *run) inflated(last string, where []byte) ([]byte, error) {
	wrong := errDamaged{"the block that ends with " + last + " cannot be read"}
	a, ok := decodeAddress(where)
	if !ok {
		return nil, wrong
	}
	frame, ok := r.read(a)
	path := ""
	switch {
	case !ok:
		return nil, wrong
	case frame[0] == blockQuick:
		return unpackQuick(frame[1:], wrong)
	case frame[0] == blockPattern:
		path = pathOf(last)
	case frame[0] != blockPlain:
		return nil, wrong
	}
	dec, err := r.decoder(path)
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
func (r *run) read(a address) (data []byte, ok bool) {
	if r.stream == nil {
		return nil, false
	}
	for n, skip := a.at/pieceLen, int(a.at%pieceLen); uint64(len(data)) < a.size; n, skip = n+1, 0 {
		piece := r.stream.Get(pieceKey(n))
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
func (r *run) decoder(path string) (*zstd.Decoder, error) {
	r.shelf.mu.Lock()
	defer r.shelf.mu.Unlock()
	if dec, ok := r.shelf.decoders[path]; ok {
		return dec, nil
	}
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1 << 30)}
	if path != "" {
		if r.patterns == nil {
			return nil, errDamaged{"the patterns of blocks are gone"}
		}
		opts = append(opts, zstd.WithDecoderDictRaw(patternID, bytes.Clone(r.patterns.Get([]byte(path)))))
	}
	dec, err := zstd.NewReader(nil, opts...)
	if err == nil {
		r.shelf.decoders[path] = dec
	}
	return dec, err
}

func (s *shelf) recall(name blockName) *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.recent[name]
}

// filter gives the filter of a run where it was read before.
func (s *shelf) filter(run uint64) (filter, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.filters[run]
	return f, ok
}

func (s *shelf) keepFilter(run uint64, f filter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.filters[run] = f
}

// forget drops what is held of runs that are gone.
func (s *shelf) forget(runs []listed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range runs {
		delete(s.filters, r.number)
	}
}

// keep holds a decoded block, and drops the oldest ones where there are too many.
func (s *shelf) keep(name blockName, b *block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.recent[name] != nil || b.size > recentMost/16 {
		return
	}
	for s.held+b.size > recentMost {
		oldest := s.order[0]
		s.order = s.order[1:]
		s.held -= s.recent[oldest].size
		delete(s.recent, oldest)
	}
	s.recent[name] = b
	s.order = append(s.order, name)
	s.held += b.size
}

// blockCursor walks items from block to block.
type blockCursor struct {
	run      *run
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
		case c.run.passing:
			return store.Item{Key: key, Value: c.block.values[i]}, true, nil
		default:
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
	b, err := c.run.decoded(last, where)
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

// check reads every block and holds their keys against each other, and against the filter.
func (r *run) check() error {
	if err := r.open(); err != nil {
		return err
	}
	before := ""
	c := r.blocks.Cursor()
	for last, where := c.First(); last != nil; last, where = c.Next() {
		name := string(last)
		data, err := r.inflated(name, where)
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
		for _, key := range b.keys {
			for _, entry := range []string{key, stemOf(key)} {
				if has, err := r.maybe(hashOf(entry)); entry != "" && (err != nil || !has) {
					return errors.Join(errDamaged{"the filter of a run does not know " + key}, err)
				}
			}
		}
		before = name
	}
	return nil
}
