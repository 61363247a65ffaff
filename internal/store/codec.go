package store

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/klauspost/compress/zstd"

	"fenceline/internal/domain"
)

// A stored value is JSON in one of three forms, told apart by the first byte:
// JSON itself, which never starts with a control character; tagZstd and a zstd
// frame of the JSON; tagMore and the JSON of a spill, whose pieces, put
// together, are a value of the second form.
const (
	tagZstd = 0x01
	tagMore = 0x02
)

// plainMax is how many bytes of JSON are stored as they are.
const plainMax = 8 << 10

// slack is left in a value below the engine's limit.
const slack = 1 << 10

// spill describes a value cut into pieces.
type spill struct {
	Parts int `json:"parts"`
	Size  int `json:"size"` // bytes of all pieces together
}

var jsonOptions = json.JoinOptions(
	json.Deterministic(true),
	jsontext.AllowInvalidUTF8(true),
)

// marshal gives equal bytes for equal records.
func marshal(v any) ([]byte, error) {
	data, err := json.Marshal(v, jsonOptions)
	if err != nil {
		return nil, &domain.Error{Kind: domain.Internal, Op: "encode record", Err: err}
	}
	return data, nil
}

func unmarshal(key string, data []byte, v any) error {
	if err := json.Unmarshal(data, v, jsonOptions); err != nil {
		return corruptRecord(key, err)
	}
	return nil
}

// zstdCodec is shared: EncodeAll and DecodeAll may run side by side.
var zstdCodec = sync.OnceValue(func() (c struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}) {
	var errEnc, errDec error
	c.enc, errEnc = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	c.dec, errDec = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30), zstd.WithDecoderConcurrency(0))
	if err := errors.Join(errEnc, errDec); err != nil {
		panic(err) // only wrong options fail
	}
	return c
})

// compress puts the frame behind the prefix. Documents shrink to a fifth or less;
// room for a quarter is rarely outgrown.
func compress(prefix, data []byte) []byte {
	dst := append(make([]byte, 0, len(prefix)+len(data)/4+64), prefix...)
	return zstdCodec().enc.EncodeAll(data, dst)
}

func decompress(data []byte) ([]byte, error) { return zstdCodec().dec.DecodeAll(data, nil) }

// pack gives the stored form of JSON: the value itself, and the pieces where it
// is too large for one.
func pack(data []byte, limit int) (value []byte, pieces [][]byte, err error) {
	if len(data) <= min(plainMax, limit) {
		return data, nil, nil
	}
	frame := compress([]byte{tagZstd}, data)
	if len(frame) <= limit {
		return frame, nil, nil
	}
	pieces = cut(frame, limit-slack)
	header, err := json.Marshal(spill{Parts: len(pieces), Size: len(frame)})
	if err != nil {
		return nil, nil, &domain.Error{Kind: domain.Internal, Op: "encode record", Err: err}
	}
	return append([]byte{tagMore}, header...), pieces, nil
}

// cut divides data into pieces of at most size bytes.
func cut(data []byte, size int) [][]byte {
	var pieces [][]byte
	for len(data) > size {
		pieces = append(pieces, data[:size])
		data = data[size:]
	}
	return append(pieces, data)
}

// spilled reads the header of a value that is stored in pieces.
func spilled(key string, value []byte) (s spill, ok bool, err error) {
	if len(value) == 0 || value[0] != tagMore {
		return spill{}, false, nil
	}
	if err := unmarshal(key, value[1:], &s); err != nil {
		return spill{}, false, err
	}
	return s, true, nil
}

// unpack gives the JSON of a stored value, fetching pieces where it has some.
func unpack(r Reader, key string, value []byte) ([]byte, error) {
	s, ok, err := spilled(key, value)
	if err != nil {
		return nil, err
	}
	if ok {
		if value, err = gather(r, key, s); err != nil {
			return nil, err
		}
	}
	if len(value) == 0 || value[0] != tagZstd {
		return value, nil
	}
	data, err := decompress(value[1:])
	if err != nil {
		return nil, corruptRecord(key, err)
	}
	return data, nil
}

func gather(r Reader, key string, s spill) ([]byte, error) {
	keys := make([]string, s.Parts)
	for i := range keys {
		keys[i] = keyMore(key, i)
	}
	pieces, err := r.GetMany(keys)
	if err != nil {
		return nil, err
	}
	for i, p := range pieces {
		if p == nil {
			return nil, corruptRecord(key, fmt.Errorf("piece %d of %d is missing", i, s.Parts))
		}
	}
	whole := bytes.Join(pieces, nil)
	if len(whole) != s.Size {
		return nil, corruptRecord(key, fmt.Errorf("pieces have %d bytes, want %d", len(whole), s.Size))
	}
	return whole, nil
}
