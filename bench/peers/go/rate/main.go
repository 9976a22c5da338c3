// Asks for addresses at a constant rate, whether answers keep up or not, and measures each from the moment at which it was
// due: a server that stalls is charged for all who would have waited meanwhile.
//
//	rate ROOT REQUESTS-A-SECOND SECONDS CONNECTIONS < paths
//
// Prints {"p50": ms, "p99": ms, "sent": n, "failed": n}.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("rate ROOT REQUESTS-A-SECOND SECONDS CONNECTIONS < paths")
	}
	rate, seconds, connections := number(os.Args[2]), number(os.Args[3]), int(number(os.Args[4]))
	var paths []string
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		paths = append(paths, os.Args[1]+lines.Text())
	}
	if len(paths) == 0 {
		log.Fatal("no paths")
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{
		MaxIdleConnsPerHost: connections, DisableCompression: true,
	}}
	total := int(rate * seconds)
	due := make(chan int, total)
	taken := make([]time.Duration, total)
	failed := make([]bool, total)
	begin := time.Now()
	intended := func(request int) time.Time {
		return begin.Add(time.Duration(float64(request) / rate * float64(time.Second)))
	}
	var workers sync.WaitGroup
	for range connections {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for request := range due {
				answer, err := client.Get(paths[request%len(paths)])
				if err == nil {
					_, err = io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
				taken[request] = time.Since(intended(request))
				failed[request] = err != nil || answer.StatusCode != http.StatusOK
			}
		}()
	}
	for request := range total {
		time.Sleep(time.Until(intended(request)))
		due <- request
	}
	close(due)
	workers.Wait()
	slices.Sort(taken)
	bad := 0
	for _, each := range failed {
		if each {
			bad++
		}
	}
	milliseconds := func(share float64) float64 {
		return float64(taken[min(total-1, int(share*float64(total)))].Microseconds()) / 1000
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"p50": milliseconds(0.5), "p99": milliseconds(0.99), "sent": total, "failed": bad,
	})
}

func number(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || value <= 0 {
		log.Fatalf("%q is not a number above 0", text)
	}
	return value
}
