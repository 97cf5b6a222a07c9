using System.Collections.Concurrent;
using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Images;

/// <summary>
/// Sees that the images of containers are there, as their pull policy says. Containers that want the same image at the same time with
/// the same logins share one pull; at most a few pulls run at once.
/// </summary>
internal sealed class ImageKeeper(IContainerRuntime runtime, TimeProvider time) : IDisposable
{
    private const int ParallelPulls = 4;

    private readonly SemaphoreSlim _pulls = new(ParallelPulls);
    private readonly ConcurrentDictionary<string, Lazy<Task<PullOutcome>>> _underWay = new();

    /// <summary>The policy of a container by its own word, or by its image's tag.</summary>
    public static ImagePullPolicy PolicyOf(Container container)
    {
        if (container.ImagePullPolicy is { } given)
            return given;
        var image = container.Image ?? "";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return image.Contains('@', StringComparison.Ordinal) || (name.Contains(':', StringComparison.Ordinal) && !name.EndsWith(":latest", StringComparison.Ordinal))
            ? ImagePullPolicy.IfNotPresent
            : ImagePullPolicy.Always;
    }

    /// <summary>Sees that an image is there. <paramref name="pulling"/> is called before it is fetched.</summary>
    public async Task<ImageOutcome> Provide(Container container, PodAssignment assignment, Action pulling, CancellationToken cancellationToken)
    {
        var image = container.Image ?? "";
        var policy = PolicyOf(container);
        if (policy != ImagePullPolicy.Always && await runtime.FindImage(image, cancellationToken) is { } present)
            return new ImageOutcome.Present(present);
        if (policy == ImagePullPolicy.Never)
            return new ImageOutcome.Failed("ErrImageNeverPull", $"Container image \"{image}\" is not present with pull policy of Never", Pulling: false);

        pulling();
        var began = time.GetTimestamp();
        var logins = RegistryLogins.Of(assignment);
        return await Pull(image, logins, cancellationToken) switch
        {
            PullOutcome.Pulled pulled => new ImageOutcome.Pulled(pulled.ImageId, pulled.SizeBytes, time.GetElapsedTime(began)),
            PullOutcome.Failed failed => new ImageOutcome.Failed(failed.Reason, failed.Message, Pulling: true),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _pulls.Dispose();

    private async Task<PullOutcome> Pull(string image, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken)
    {
        // The key holds no password: who may use whose pull follows from server and user.
        var key = $"{image}\n{string.Join('\n', logins.Select(login => login.ToString()))}";
        var pull = _underWay.GetOrAdd(key, _ => new(() => PullInTurn(image, logins)));
        try
        {
            return await pull.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (pull.Value.IsCompleted)
                _underWay.TryRemove(KeyValuePair.Create(key, pull));
        }
    }

    /// <summary>Pulls; not cancelled with one of those who wait, because others may wait too.</summary>
    private async Task<PullOutcome> PullInTurn(string image, IReadOnlyList<RegistryLogin> logins)
    {
        await _pulls.WaitAsync();
        try
        {
            return await runtime.PullImage(image, logins, CancellationToken.None);
        }
        finally
        {
            _pulls.Release();
        }
    }
}
