package bolt

import (
	"encoding/binary"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// What a large transaction writes becomes a run: blocks of its own with their own stream,
// since single items spread over the whole file would rewrite most of its pages.
// A later run counts more than an earlier one, what lies in the ordinary bucket more
// than any, and what a rewriting made less. The bucket of runs holds
//
//	list       which runs count, the earliest first
//	<number>/  a run: its blocks and stream as above, and
//	  filter   which keys it may have
//
// Runs are never changed; many are merged into one from time to time. One
// that the list does not name was left over by a crash amid that, and is taken away.
var (
	runsBucket = []byte("runs")
	listKey    = []byte("list")
	filterKey  = []byte("filter")
)

// listed is a run as the list names it.
type listed struct {
	number  uint64 // its name, never used twice; 0 is what a rewriting made
	level   uint64 // how often its items were merged
	entries uint64 // in its filter, at most
}

// readList reads the list; ok is false where it is damaged or not there: what is not on it is taken
// away, so that nothing may be mistaken for an empty one.
func readList(data []byte) (all []listed, ok bool) {
	if len(data) < 8 || sumOf(data[8:]) != binary.LittleEndian.Uint64(data) {
		return nil, false
	}
	data = data[8:]
	seen := map[uint64]bool{}
	for len(data) > 0 {
		var fields [3]uint64
		for i := range fields {
			n, size := binary.Uvarint(data)
			if size <= 0 {
				return nil, false
			}
			fields[i], data = n, data[size:]
		}
		if fields[0] == 0 || seen[fields[0]] || fields[2] > mostBlock {
			return nil, false
		}
		seen[fields[0]] = true
		all = append(all, listed{fields[0], fields[1], fields[2]})
	}
	return all, true
}

func writeList(runs *bbolt.Bucket, all []listed) error {
	data := make([]byte, 8)
	for _, r := range all {
		for _, n := range []uint64{r.number, r.level, r.entries} {
			data = binary.AppendUvarint(data, n)
		}
	}
	binary.LittleEndian.PutUint64(data, sumOf(data[8:]))
	return runs.Put(listKey, data)
}

// runMaker writes a run inside a transaction. Its buckets are made with its first item.
type runMaker struct {
	tx     *bbolt.Tx
	room   []byte // for its stream
	runs   *bbolt.Bucket
	own    *bbolt.Bucket
	writer *blockWriter
	number uint64
	hashes []uint64
	stem   string // of the item before
}

// newRun begins a run in the transaction. Its blocks are packed into room, which must not be used
// otherwise before the end of the transaction.
func newRun(tx *bbolt.Tx, room []byte) *runMaker { return &runMaker{tx: tx, room: room} }

// add takes the next item.
func (m *runMaker) add(key string, value []byte) error {
	if m.own == nil {
		if err := m.begin(); err != nil {
			return err
		}
	}
	m.hashes = append(m.hashes, hashOf(key))
	if stem := stemOf(key); stem != m.stem {
		m.stem = stem
		m.hashes = append(m.hashes, hashOf(stem))
	}
	return m.writer.add(key, value)
}

func (m *runMaker) begin() (err error) {
	if m.runs = m.tx.Bucket(runsBucket); m.runs == nil {
		if m.runs, err = m.tx.CreateBucket(runsBucket); err != nil {
			return err
		}
		if err := writeList(m.runs, nil); err != nil {
			return err
		}
	}
	if m.number, m.own, err = makeRun(m.runs); err != nil {
		return err
	}
	m.writer = &blockWriter{pack: packQuick, stream: m.room[:0]}
	return nil
}

// makeRun makes the buckets of a run.
func makeRun(runs *bbolt.Bucket) (number uint64, own *bbolt.Bucket, err error) {
	if number, err = runs.NextSequence(); err != nil {
		return 0, nil, err
	}
	if own, err = runs.CreateBucket(pieceKey(number)); err != nil {
		return 0, nil, err
	}
	for _, name := range [][]byte{blocksBucket, streamBucket} {
		if _, err = own.CreateBucket(name); err != nil {
			return 0, nil, err
		}
	}
	return number, own, nil
}

// end makes the run count; one without items is none.
func (m *runMaker) end() error {
	if m.own == nil {
		return nil
	}
	if err := m.writer.end(); err != nil {
		return err
	}
	if err := m.writer.put(m.own.Bucket(blocksBucket), m.own.Bucket(streamBucket), len(m.writer.stream)); err != nil {
		return err
	}
	f := newFilter(len(m.hashes))
	for _, hash := range m.hashes {
		f.add(hash)
	}
	if err := m.own.Put(filterKey, f.stored()); err != nil {
		return err
	}
	all, ok := readList(m.runs.Get(listKey))
	if !ok {
		return errList
	}
	return writeList(m.runs, append(all, listed{m.number, 0, uint64(len(m.hashes))}))
}

var errList = errDamaged{"the list of its runs is wrong"}

// runFrom is from how many bytes of changes on a transaction makes a run: less would
// make many small ones.
const runFrom = 1 << 20

// asRun writes changes, which must be in order: what the ordinary bucket has stays there, the rest becomes
// a run.
func (e *engine) asRun(tx *bbolt.Tx, b *bbolt.Bucket, under *layer, changes []store.Change) error {
	above := heldAbove(b, changes)
	made := newRun(tx, e.room)
	for i, c := range changes {
		var err error
		switch {
		case c.Gone:
			err = e.drop(tx, b, under, c.Key)
		case above != nil && above[i]:
			err = b.Put([]byte(c.Key), c.Value)
		default:
			if under.deleted(c.Key) {
				err = under.gone.Delete([]byte(c.Key))
			}
			if err == nil {
				err = made.add(c.Key, c.Value)
			}
		}
		if err != nil {
			return err
		}
	}
	if made.own == nil {
		return nil
	}
	err := made.end()
	e.room = made.writer.stream
	return err
}

// heldAbove tells which of the keys the ordinary bucket has; nil: none.
func heldAbove(b *bbolt.Bucket, changes []store.Change) []bool {
	c := b.Cursor()
	if k, _ := c.First(); k == nil {
		return nil
	}
	held := make([]bool, len(changes))
	for i := range changes {
		k, _ := c.Seek([]byte(changes[i].Key))
		held[i] = k != nil && string(k) == changes[i].Key
	}
	return held
}
