namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>A cluster on Docker with the example app, as <c>./krewe up --detach</c> leaves it.</summary>
public sealed class HelloCluster : IAsyncLifetime
{
    public KreweCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await KreweCluster.StartAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

    /// <summary>Watches the example's pods.</summary>
    public Task<PodWatch> WatchAsync() => PodWatch.StartAsync(Cluster, "app=hello");
}
