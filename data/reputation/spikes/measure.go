package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"parvis/data/reputation"
)

// strengths are what HistoryRank says of each row of a series.
func strengths(s series) []float64 {
	rank := reputation.NewHistoryRank()
	all := make([]float64, len(s.texts))
	for i, at := range s.at {
		all[i] = rank.Add(at, s.texts[i]).Strength
	}
	return all
}

// rings are the rows at which an alarm rings.
func rings(s series, strengths []float64, threshold float64) (rows []int) {
	alarm := reputation.Alarm{Threshold: threshold}
	for i, strength := range strengths {
		if rung, _ := alarm.Rings(s.at[i], strength); rung {
			rows = append(rows, i)
		}
	}
	return rows
}

// watched are the rows at which a whole SpikeWatch rings, for all texts.
func watched(s series, t reputation.SpikeThresholds) (rows []int, err error) {
	w := reputation.NewSpikeWatch(time.UTC, t)
	for i, at := range s.at {
		spikes, err := w.Add(reputation.Count{From: at, Tally: reputation.Tally{Uncertain: s.texts[i]}})
		if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", s.company, i+1, err)
		}
		if len(spikes) > 0 {
			rows = append(rows, i)
		}
	}
	return rows, nil
}

// outcome is how a scan did on made-up brands of one size.
type outcome struct {
	brands, hit int
	wrong       int     // false alarms
	days        float64 // in which they were counted
	delays      []int   // hours until a crisis was seen
}

// recall is the share of the crises that were seen, with the interval of Wilson.
func (o outcome) recall() reputation.Share {
	return reputation.Tally{Negative: o.hit, Neutral: o.brands - o.hit}.NegativeShare()
}

// month is the number of false alarms in thirty days.
func (o outcome) month() float64 { return 30 * float64(o.wrong) / o.days }

// delay is the median.
func (o outcome) delay() float64 {
	if len(o.delays) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(o.delays))
	return float64(sorted[(len(sorted)-1)/2]+sorted[len(sorted)/2]) / 2
}

// scanned is a made-up brand with what SeasonScan says of each hour.
type scanned struct {
	made
	strengths []float64
}

// scanAll makes up brands of every size and scans them.
func scanAll(w weather, firstSeed uint64, brands int) (all [4][]scanned) {
	for i, mean := range sizes() {
		for n := range brands {
			one := scanned{made: makeUp(firstSeed+uint64(n), mean, w)}
			scan := reputation.NewSeasonScan(time.UTC)
			for hour, texts := range one.texts {
				found := scan.Add(madeBegin().Add(time.Duration(hour)*time.Hour), texts, 1)
				one.strengths = append(one.strengths, found.Strength)
			}
			all[i] = append(all[i], one)
		}
	}
	return all
}

// judgeHours counts the crises in which an alarm rang, and the alarms that rang
// outside of them, from the fifteenth day on.
func judgeHours(all []scanned, threshold float64) (o outcome) {
	for _, one := range all {
		o.brands++
		o.days += madeDays - learning - float64(crisisHours+after)/24
		alarm, seen := reputation.Alarm{Threshold: threshold}, false
		for hour, strength := range one.strengths {
			rung, _ := alarm.Rings(madeBegin().Add(time.Duration(hour)*time.Hour), strength)
			since := hour - one.crisis
			switch {
			case !rung || hour < learning*24:
			case since < 0 || since >= crisisHours+after:
				o.wrong++
			case since < crisisHours && !seen:
				seen = true
				o.hit++
				o.delays = append(o.delays, since+1)
			}
		}
	}
	return o
}
