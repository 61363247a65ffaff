package bolt

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// The rest of bbolt's file that checkPages reads. A page begins with its number,
// its kind, how many entries it has, and how many pages follow that belong to
// it; then comes a table of entries, each of which says where its key and value
// lie. All in the machine's byte order.
const (
	metaRoot     = 16 // number of the page the tree begins with
	metaFreelist = 32 // number of the page that lists the unused ones

	pageHead   = 16 // also where the table of entries begins
	pageKind   = 8
	pageCount  = 10
	pageMore   = 12
	entryLen   = 16 // of either kind of tree page
	bucketLen  = 16 // of a value that is a bucket: its root and a counter
	kindBranch = 0x01
	kindLeaf   = 0x02
	kindFree   = 0x10
	isBucket   = 0x01 // of an entry of a leaf

	noFreelist = ^uint64(0)
	manyFree   = 0xFFFF // the count stands in the first entry instead
	deepest    = 64     // no tree of a file that fits a disk is deeper
)

// walk goes through the pages of a file without mapping them.
type walk struct {
	file  io.ReaderAt
	size  uint64 // of a page
	pages uint64 // in use
	seen  map[uint64]bool
}

// checkPages reads every page that the newest state reaches and compares all
// that they point to with where it must lie. bbolt's own check, which comes
// after it, follows such pointers unasked, on a goroutine whose faults nobody
// can catch: one that leads out of the file would end the process.
func checkPages(f *os.File) error {
	m, err := newestMeta(f)
	if err != nil {
		return err
	}
	order := binary.NativeEndian
	w := &walk{file: f, size: uint64(m.page), pages: uint64(m.size / m.page), seen: map[uint64]bool{}}
	if free := order.Uint64(m.fields[metaFreelist:]); free != noFreelist {
		if err := w.freelist(free); err != nil {
			return err
		}
	}
	return w.tree(order.Uint64(m.fields[metaRoot:]), 0)
}

// page reads a page with those that belong to it.
func (w *walk) page(id uint64) (data []byte, kind uint16, err error) {
	if id < 2 || id >= w.pages {
		return nil, 0, errDamaged{fmt.Sprintf("page %d: there is none", id)}
	}
	head := make([]byte, pageHead)
	if _, err := w.file.ReadAt(head, int64(id*w.size)); err != nil {
		return nil, 0, err
	}
	order := binary.NativeEndian
	more := uint64(order.Uint32(head[pageMore:]))
	if order.Uint64(head) != id || more >= w.pages-id {
		return nil, 0, errDamaged{fmt.Sprintf("page %d: its head is wrong", id)}
	}
	for n := id; n <= id+more; n++ {
		if w.seen[n] {
			return nil, 0, errDamaged{fmt.Sprintf("page %d: it is used twice", n)}
		}
		w.seen[n] = true
	}
	data = make([]byte, (more+1)*w.size)
	if _, err := w.file.ReadAt(data, int64(id*w.size)); err != nil {
		return nil, 0, err
	}
	return data, order.Uint16(data[pageKind:]), nil
}

func (w *walk) freelist(id uint64) error {
	data, kind, err := w.page(id)
	if err != nil {
		return err
	}
	order := binary.NativeEndian
	count, at := uint64(order.Uint16(data[pageCount:])), uint64(pageHead)
	if count == manyFree {
		count, at = order.Uint64(data[at:]), at+8
	}
	if kind != kindFree || count > (uint64(len(data))-at)/8 {
		return errDamaged{fmt.Sprintf("page %d: it is no list of unused pages", id)}
	}
	for i := range count {
		if n := order.Uint64(data[at+8*i:]); n < 2 || n >= w.pages {
			return errDamaged{fmt.Sprintf("page %d: it lists page %d, and there is none", id, n)}
		}
	}
	return nil
}

// tree checks the page and all below it.
func (w *walk) tree(id uint64, depth int) error {
	if depth > deepest {
		return errDamaged{fmt.Sprintf("page %d: it lies too deep", id)}
	}
	data, kind, err := w.page(id)
	if err != nil {
		return err
	}
	return w.entries(id, data, kind, depth)
}

// entries checks the table of a page, or of a bucket small enough to lie in its
// own entry.
func (w *walk) entries(id uint64, data []byte, kind uint16, depth int) error {
	wrong := func(i int) error { return errDamaged{fmt.Sprintf("page %d: entry %d is wrong", id, i)} }
	order := binary.NativeEndian
	count := int(order.Uint16(data[pageCount:]))
	if kind != kindBranch && kind != kindLeaf || pageHead+count*entryLen > len(data) || kind == kindBranch && count == 0 {
		return wrong(0)
	}
	for i := range count {
		at := pageHead + i*entryLen
		entry := data[at : at+entryLen]
		if kind == kindBranch {
			if end := uint64(at) + uint64(order.Uint32(entry)) + uint64(order.Uint32(entry[4:])); end > uint64(len(data)) {
				return wrong(i)
			}
			if err := w.tree(order.Uint64(entry[8:]), depth+1); err != nil {
				return err
			}
			continue
		}
		from := uint64(at) + uint64(order.Uint32(entry[4:])) + uint64(order.Uint32(entry[8:]))
		end := from + uint64(order.Uint32(entry[12:]))
		if end > uint64(len(data)) {
			return wrong(i)
		}
		if order.Uint32(entry)&isBucket == 0 {
			continue
		}
		if err := w.bucket(id, data[from:end], depth+1); err != nil {
			return err
		}
	}
	return nil
}

// bucket checks what an entry holds that is a tree of its own.
func (w *walk) bucket(id uint64, value []byte, depth int) error {
	order := binary.NativeEndian
	if depth > deepest || len(value) < bucketLen {
		return errDamaged{fmt.Sprintf("page %d: a bucket in it is wrong", id)}
	}
	if root := order.Uint64(value); root != 0 {
		return w.tree(root, depth)
	}
	inside := value[bucketLen:]
	if len(inside) < pageHead {
		return errDamaged{fmt.Sprintf("page %d: a bucket in it is cut short", id)}
	}
	kind := order.Uint16(inside[pageKind:])
	if kind != kindLeaf {
		return errDamaged{fmt.Sprintf("page %d: a bucket in it is wrong", id)}
	}
	return w.entries(id, inside, kind, depth)
}

// Form is what a file shows of itself.
type Form struct {
	Ours bool  // it begins as a store does
	Used int64 // bytes from its beginning that the newest state takes up; 0 where that is damaged
}

// Inspect tells what a file is without opening it as a store. Errors: Storage.
func Inspect(f *os.File) (Form, error) {
	head := make([]byte, 2*largestPage)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return Form{}, told("inspect", f.Name(), err)
	}
	head = head[:n]
	var form Form
	for _, at := range []int{0, 1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10} {
		if len(head) >= at+metaAt+4 && binary.NativeEndian.Uint32(head[at+metaAt:]) == metaMagic {
			form.Ours = true
		}
	}
	if m, err := newestMeta(f); err == nil {
		form.Used = m.size
	}
	return form, nil
}
