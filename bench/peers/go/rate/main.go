// Asks for addresses at a constant rate, whether answers keep up or not, and measures each from the moment at which it was
// due: a server that stalls is charged for all who would have waited meanwhile.
//
//	rate ROOT REQUESTS-A-SECOND SECONDS CONNECTIONS [HEADER: VALUE]... < paths
//
// Prints {"p50": ms, "p99": ms, "sent": n, "failed": n, "statuses": {"200": n}, "seconds": s}; a status of 0 is no answer,
// and the seconds are those until the last answer.
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
	"strings"
	"sync"
	"time"
)

func main() {
	if len(os.Args) < 5 {
		log.Fatal("rate ROOT REQUESTS-A-SECOND SECONDS CONNECTIONS [HEADER: VALUE]... < paths")
	}
	headers := http.Header{}
	for _, each := range os.Args[5:] {
		name, value, found := strings.Cut(each, ": ")
		if !found {
			log.Fatalf("%q is no header", each)
		}
		headers.Add(name, value)
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
	statuses := make([]int, total)
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
				asked, err := http.NewRequest(http.MethodGet, paths[request%len(paths)], nil)
				if err != nil {
					log.Fatal(err)
				}
				asked.Header = headers
				answer, err := client.Do(asked)
				if err == nil {
					_, err = io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
				taken[request] = time.Since(intended(request))
				if err == nil {
					statuses[request] = answer.StatusCode
				}
			}
		}()
	}
	for request := range total {
		time.Sleep(time.Until(intended(request)))
		due <- request
	}
	close(due)
	workers.Wait()
	elapsed := time.Since(begin).Seconds()
	slices.Sort(taken)
	bad := 0
	counted := map[int]int{}
	for _, each := range statuses {
		counted[each]++
		if each != http.StatusOK {
			bad++
		}
	}
	milliseconds := func(share float64) float64 {
		return float64(taken[min(total-1, int(share*float64(total)))].Microseconds()) / 1000
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"p50": milliseconds(0.5), "p99": milliseconds(0.99), "sent": total, "failed": bad, "statuses": counted, "seconds": elapsed,
	})
}

func number(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || value <= 0 {
		log.Fatalf("%q is not a number above 0", text)
	}
	return value
}
