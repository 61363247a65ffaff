package assess

import "slices"

// Median is the middle of the numbers, the mean of the two middle ones where they
// are even; 0 of none.
func Median(all []int) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	n := len(sorted)
	return float64(sorted[(n-1)/2]+sorted[n/2]) / 2
}

// Mean of the numbers; 0 of none.
func Mean(all []int) float64 {
	if len(all) == 0 {
		return 0
	}
	sum := 0
	for _, n := range all {
		sum += n
	}
	return float64(sum) / float64(len(all))
}
