namespace Krewe.Planning.Settled;

/// <summary>What a controller has: pods for a replica set, the sums of its replica sets for a deployment.</summary>
internal readonly record struct ReplicaTally(int Replicas, int Ready, int Available, int Wanted)
{
    public static ReplicaTally operator +(ReplicaTally left, ReplicaTally right) => new(
        left.Replicas + right.Replicas, left.Ready + right.Ready, left.Available + right.Available, left.Wanted + right.Wanted);
}
