using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// Tells whether a call that must wait would wait for ever: for a call that waits, directly or through others, for itself.
/// </summary>
/// <remarks>
/// Each call knows the call it was made from (<see cref="GrainRequest.Parent"/>) and the last one made from within it
/// (<see cref="GrainRequest.LastCall"/>). The check runs as a turn of the grain where the call must wait, after it is known to be in
/// line there; of two calls that complete a cycle at the same moment at least one sees the other. A grain that makes several calls at
/// once is followed through the last of them only: a cycle through another ends by the response timeout. A call is taken to be awaited;
/// one that nobody awaits belongs marked as one-way.
/// </remarks>
internal static class DeadlockDetector
{
    private const int LongestCycle = 64;

    /// <summary>The calls that form a cycle with this one; null when there is none.</summary>
    public static IReadOnlyList<string>? Find(GrainRequest request, RequestTarget target)
    {
        if (request.Parent is null)
            return null;

        for (var ancestor = request.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (target.Awaits(ancestor))
                return Chain(ancestor, request);
        }

        return FindThroughOthers(request, target);
    }

    /// <summary>Follows what the call in the way waits for itself, until that is a call that this one was made from.</summary>
    private static List<string>? FindThroughOthers(GrainRequest request, RequestTarget target)
    {
        List<GrainRequest> path = [];
        var inTheWay = target.Exclusive;
        while (inTheWay is not null && path.Count < LongestCycle)
        {
            if (IsAncestor(inTheWay, request))
                return [.. Chain(inTheWay, request), .. path.Select(call => call.ToString())];

            path.Add(inTheWay);
            if (inTheWay.LastCall is not { IsSettled: false } call)
                return null;

            inTheWay = call.Phase switch
            {
                RequestPhase.Running => call,
                RequestPhase.Waiting => call.Target?.Exclusive,
                _ => null,
            };
        }

        return null;
    }

    private static bool IsAncestor(GrainRequest candidate, GrainRequest request)
    {
        for (var ancestor = request.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor == candidate)
                return true;
        }

        return false;
    }

    private static List<string> Chain(GrainRequest from, GrainRequest to)
    {
        List<string> chain = [];
        for (var call = to; call is not null; call = call == from ? null : call.Parent)
            chain.Add(call.ToString());
        chain.Reverse();
        return chain;
    }
}
