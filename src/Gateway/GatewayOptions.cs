using Krewe.Gateway.Flow;

namespace Krewe.Gateway;

/// <summary>How the gateway serves.</summary>
public sealed record GatewayOptions
{
    /// <summary>Directory for keys, tokens and the administrator's kubeconfig; they are made there at the first start.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Names and addresses besides those of this machine that the server's certificate shall hold.</summary>
    public IReadOnlyList<string> ServerNames { get; init; } = [];

    /// <summary>
    /// Where agents dial to serve a stream that this server waits for; null for the server that they have their session with.
    /// </summary>
    public Uri? StreamAddress { get; init; }

    /// <summary>File to append an event of <c>audit.k8s.io/v1</c> to for each request; null for none.</summary>
    public string? AuditLog { get; init; }

    /// <summary>Longest request body, in bytes. Kubernetes' own limit.</summary>
    public int MaxBodyBytes { get; init; } = 3 << 20;

    /// <summary>After this time a request that is no watch and no log is answered with 504.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this time in which neither side has said anything a stream of a pod (exec, attach, port-forward) is ended. Kubernetes' own limit.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Most streams of pods at a time, logs that are followed among them; more are answered with 429.</summary>
    public int MaxStreams { get; init; } = 2000;

    /// <summary>How long a read waits until the cache has reached the version that it asks for.</summary>
    public TimeSpan FreshnessTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Changes of each collection that are kept in memory for watches; older ones are read from storage. A power of two.</summary>
    public int RecentChanges { get; init; } = 4096;

    /// <summary>
    /// Bytes of the documents of those changes, of each collection, before and after the change. Changes of objects of 4 kB, as pods are, fit in whole;
    /// of objects of a megabyte there are few, or they would take gigabytes.
    /// </summary>
    public int RecentBytes { get; init; } = 32 << 20;

    /// <summary>Interval of the bookmarks of watches that ask for them.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Bounds of lists of many objects, each of which keeps a processor busy for milliseconds: twice as many at a time as there are
    /// processors use all of them while some wait for their clients, and more only make everybody wait.
    /// </summary>
    internal FlowLimits Lists { get; init; } = new(2 * Environment.ProcessorCount, QueueLength: 128);

    /// <summary>Bounds of all other requests that end by themselves, which mostly wait for storage. As in Kubernetes: 400 reads and 200 writes.</summary>
    internal FlowLimits Requests { get; init; } = new(Seats: 600, QueueLength: 1024);

    /// <summary>How long what a list in pages shows is kept in memory; afterwards it is made again as long as storage has the changes since, then 410 answers.</summary>
    public TimeSpan ContinueLifetime { get; init; } = TimeSpan.FromMinutes(5);
}
