using Krewe.Model.Meta;

namespace Krewe.Planning.Nodes;

/// <summary>What is known of a node's signs of life.</summary>
/// <param name="EverHeard">True if there was one, in this life of the control plane or an earlier one.</param>
/// <param name="SilentAt">From when on the node counts as silent unless another sign comes.</param>
internal readonly record struct SignsOfLife(bool EverHeard, DateTimeOffset SilentAt)
{
    public static SignsOfLife Of(ObservedNode observed, NodeHealthPolicy policy)
    {
        var created = observed.Node.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
        // A restarted control plane has heard nobody yet: silence begins with its listening.
        var silentAt = observed.ListeningSince + policy.SilenceLimit;
        var everHeard = observed.LastHeard is not null;

        if (observed.LastHeard is { } heard)
            silentAt = Later(silentAt, heard + policy.SilenceLimit);
        if (observed.Lease?.Spec is { RenewTime: { } renewed } lease)
        {
            everHeard = true;
            var seconds = lease.LeaseDurationSeconds is > 0 and var chosen ? chosen : (long)policy.SilenceLimit.TotalSeconds;
            silentAt = Later(silentAt, renewed.After(seconds));
        }
        everHeard |= observed.Node.Status.Conditions.Any(condition => condition.LastHeartbeatTime is not null);
        if (!everHeard)
            silentAt = Later(silentAt, created + policy.StartupGrace);
        return new SignsOfLife(everHeard, silentAt);
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
