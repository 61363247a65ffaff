package store

import (
	"errors"
)

var errGeneration = errors.New("generation 0 is the empty one")

// chunk encodes records as JSON arrays of about size bytes each, at least one
// record to an array; begins are the first records of each.
func chunk[T any](records []T, size int) (chunks [][]byte, begins []int, err error) {
	var open []byte
	for i := range records {
		data, err := marshal(&records[i])
		if err != nil {
			return nil, nil, err
		}
		if open != nil && len(open)+len(data) > size {
			chunks = append(chunks, append(open, ']'))
			open = nil
		}
		if open == nil {
			open = append(make([]byte, 0, size+size/8), '[')
			begins = append(begins, i)
		} else {
			open = append(open, ',')
		}
		open = append(open, data...)
	}
	if open != nil {
		chunks = append(chunks, append(open, ']'))
	}
	return chunks, begins, nil
}
