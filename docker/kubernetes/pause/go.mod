module periplus.org/kubernetes/pause

go 1.24.0
