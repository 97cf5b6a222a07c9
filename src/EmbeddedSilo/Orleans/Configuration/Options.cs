namespace Orleans.Configuration;

/// <summary>Names the cluster. Without effect here: there is one silo.</summary>
public class ClusterOptions
{
    /// <summary>The cluster's name.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>The service's name.</summary>
    public string ServiceId { get; set; } = "default";
}

/// <summary>Names the silo.</summary>
public class SiloOptions
{
    /// <summary>The silo's name in logs.</summary>
    public string SiloName { get; set; } = "embedded";
}

/// <summary>How calls are handled.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits at most: 30 seconds. A call is given up at most two seconds later than that.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that timed out has its token cancelled.</summary>
    public bool CancelRequestOnTimeout { get; set; } = true;
}

/// <summary>How the silo handles calls.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for one activation; further ones are refused. 0 is no limit (as in Orleans); 100,000 here.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = 100_000;

    /// <summary>The same limit for each stateless worker.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; } = 100_000;
}

/// <summary>When idle activations end.</summary>
public class GrainCollectionOptions
{
    /// <summary>How long an activation may be idle: 15 minutes, unless its class says otherwise.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for: each minute. Also the precision of the age.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Ages for single classes, by full name.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    /// <summary>How long an activation may take before its token is cancelled.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a deactivation may take before its token is cancelled and the activation counts as ended.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
