namespace Krewe.Planning.Scheduling.Board;

/// <summary>A pod on the board.</summary>
/// <param name="Profile">The pod.</param>
/// <param name="NodeName">Its node, which may not be known (yet).</param>
/// <param name="Assumed">True until the binding is confirmed.</param>
internal sealed record PlacedPod(PodProfile Profile, string NodeName, bool Assumed);
