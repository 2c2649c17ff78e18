package org.periplus.job.delegation;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.Requester;
import org.periplus.job.store.JobOwners;
import org.periplus.job.store.JobStore;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.oidc.exchange.ExchangeFailedException;
import org.periplus.security.identity.oidc.exchange.Keeping;
import org.periplus.security.identity.oidc.exchange.TokenExchanges;
import org.periplus.security.identity.oidc.exchange.UserTokens;
import org.periplus.security.secret.SecretSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jobs ask other servers in the name of their owners. A job may begin long after its request,
 * whose token has expired then: the token is exchanged at once for one that is kept with the job,
 * encrypted, until it ends. Threads share it.
 */
@Service
public class Delegations {

  private static final Logger LOG = LoggerFactory.getLogger(Delegations.class);

  private final TokenExchanges exchanges;
  private final SecretSeal seal;
  private final JobStore jobs;
  private final JobOwners owners;

  @Inject
  public Delegations(TokenExchanges exchanges, SecretSeal seal, JobStore jobs, JobOwners owners) {
    this.exchanges = exchanges;
    this.seal = seal;
    this.jobs = jobs;
    this.owners = owners;
  }

  /** A new job with what it may do in the name of who asks for it. */
  public NewJob of(NewJob order, Requester requester) {
    return order.delegating(sealed(order.id(), order.tenant(), requester));
  }

  /** What a job may do in the name of who has it go on: nothing unless it is theirs. */
  public Optional<String> of(Job job, Requester requester) {
    boolean own =
        requester
            .account()
            .flatMap(account -> job.request().owner().filter(account::is))
            .isPresent();
    return own ? sealed(job.id(), job.tenant(), requester) : Optional.empty();
  }

  /** A job that needs none is not kept from running by a provider that gives none. */
  private Optional<String> sealed(UUID job, String tenant, Requester requester) {
    if (requester.account().isEmpty() || requester.token().isEmpty()) {
      return Optional.empty();
    }
    try {
      return exchanges
          .kept(tenant, requester.account().get(), requester.token().get())
          .map(kept -> seal.seal(place(job), kept.value()));
    } catch (ExchangeFailedException e) {
      LOG.warn("Job {} cannot ask servers in its owner's name: {}", job, e.getMessage());
      return Optional.empty();
    }
  }

  /** The tokens with which a job asks servers for its owner. */
  public UserTokens tokens(UUID id, String tenant, Optional<Account> owner) {
    return owner
        .map(account -> exchanges.tokens(tenant, account, keeping(id)))
        .orElseGet(UserTokens::none);
  }

  private Keeping keeping(UUID id) {
    return new Keeping() {
      @Override
      public Optional<AccessToken> current() {
        return jobs.find(id)
            .flatMap(job -> job.request().delegation())
            .map(kept -> new AccessToken(seal.open(place(id), kept)));
      }

      @Override
      public void replace(AccessToken other) {
        owners.delegated(id, seal.seal(place(id), other.value()));
      }
    };
  }

  private static String place(UUID job) {
    return job + "/delegation";
  }
}
