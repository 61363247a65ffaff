package store

import (
	"errors"
)

var errGeneration = errors.New("generation 0 is the empty one")

// chunk encodes records as JSON arrays of about size bytes each, at least one
// record to an array.
func chunk[T any](records []T, size int) ([][]byte, error) {
	var chunks [][]byte
	var open []byte
	for i := range records {
		data, err := marshal(&records[i])
		if err != nil {
			return nil, err
		}
		if open != nil && len(open)+len(data) > size {
			chunks = append(chunks, append(open, ']'))
			open = nil
		}
		if open == nil {
			open = append(make([]byte, 0, size+size/8), '[')
		} else {
			open = append(open, ',')
		}
		open = append(open, data...)
	}
	if open != nil {
		chunks = append(chunks, append(open, ']'))
	}
	return chunks, nil
}
