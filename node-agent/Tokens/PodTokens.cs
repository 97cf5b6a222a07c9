using Krewe.Model.Authentication;
using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Session;

namespace Krewe.NodeAgent.Tokens;

/// <summary>
/// Sees that the tokens in a pod's volumes hold. What is in the volume already stays until it is due, so that an agent that restarts asks for
/// nothing; and it stays when the control plane does not answer, for pods must run without it.
/// </summary>
/// <param name="source">Gives out tokens; null on a node whose pods get none.</param>
/// <param name="present">Reads what is at a path of a volume now; null where nothing is.</param>
/// <param name="time">The clock.</param>
internal sealed class PodTokens(ITokenSource? source, Func<Volume, string, string?> present, TimeProvider time)
{
    private const long DefaultSeconds = 60 * 60;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>The tokens that a pod's volumes shall have now.</summary>
    /// <exception cref="ConfigurationException">One cannot be had, and there is none to go on with.</exception>
    public async Task<TokenFiles> Obtain(Pod pod, CancellationToken cancellationToken)
    {
        if (source is null)
            return TokenFiles.None;
        var tokens = new Dictionary<(string, string), string>();
        DateTimeOffset? refreshAt = null;
        foreach (var volume in pod.Spec.Volumes)
            foreach (var wanted in volume.Projected?.Sources.Select(part => part.ServiceAccountToken).OfType<ServiceAccountTokenProjection>() ?? [])
            {
                var path = wanted.Path ?? "";
                var (token, due) = await Obtain(pod, wanted, present(volume, path), cancellationToken);
                tokens[(volume.Name ?? "", path)] = token;
                if (refreshAt is null || due < refreshAt)
                    refreshAt = due;
            }
        return new TokenFiles(tokens, refreshAt);
    }

    private async Task<(string Token, DateTimeOffset RefreshAt)> Obtain(
        Pod pod, ServiceAccountTokenProjection wanted, string? held, CancellationToken cancellationToken)
    {
        if (held is not null && TokenLife.Read(held) is { } life && time.GetUtcNow() < life.RefreshAt)
            return (held, life.RefreshAt);
        try
        {
            var token = await source!.Request(pod.Metadata.Namespace ?? "", pod.Spec.ServiceAccountName ?? "", RequestOf(pod, wanted), cancellationToken);
            return (token, TokenLife.Read(token)?.RefreshAt ?? time.GetUtcNow() + RetryAfter);
        }
        catch (TransportException) when (held is not null)
        {
            return (held, time.GetUtcNow() + RetryAfter);
        }
        catch (TransportException e)
        {
            throw new ConfigurationException($"failed to fetch token: {e.Message}");
        }
    }

    private static TokenRequestSpec RequestOf(Pod pod, ServiceAccountTokenProjection wanted) => new()
    {
        Audiences = string.IsNullOrEmpty(wanted.Audience) ? [] : [wanted.Audience],
        ExpirationSeconds = wanted.ExpirationSeconds ?? DefaultSeconds,
        BoundObjectRef = new BoundObjectReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
    };
}
