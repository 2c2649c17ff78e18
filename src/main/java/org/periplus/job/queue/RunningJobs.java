package org.periplus.job.queue;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many jobs run on all servers, as counted once. For one thread. */
record RunningJobs(Map<String, Integer> byTenant, Map<List<String>, Integer> byProcess) {

  static RunningJobs of(EntityManager jpa) {
    RunningJobs running = new RunningJobs(new HashMap<>(), new HashMap<>());
    for (Object row :
        jpa.createNativeQuery(
                "select tenant, process_id, count(*) from job where node is not null and "
                    + JobQueue.OPEN
                    + " group by tenant, process_id")
            .getResultList()) {
      Object[] group = (Object[]) row;
      int count = ((Number) group[2]).intValue();
      running.byTenant.merge((String) group[0], count, Integer::sum);
      running.byProcess.merge(List.of((String) group[0], (String) group[1]), count, Integer::sum);
    }
    return running;
  }

  void add(String tenant, String process) {
    byTenant.merge(tenant, 1, Integer::sum);
    byProcess.merge(List.of(tenant, process), 1, Integer::sum);
  }

  int all() {
    return byTenant.values().stream().mapToInt(Integer::intValue).sum();
  }

  int of(String tenant) {
    return byTenant.getOrDefault(tenant, 0);
  }

  List<String> full(String tenant, int limit) {
    return byProcess.entrySet().stream()
        .filter(process -> process.getKey().get(0).equals(tenant) && process.getValue() >= limit)
        .map(process -> process.getKey().get(1))
        .toList();
  }
}
