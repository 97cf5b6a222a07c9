namespace Krewe.Grains.Collections;

/// <summary>Calls of methods marked one-way.</summary>
internal static class OneWayCalls
{
    /// <summary>
    /// Ends a one-way call. Its task is complete as soon as the message is on its way and carries no answer, so nothing is left
    /// to wait for; a receiver that is gone is told of nothing.
    /// </summary>
    public static void Sent(this Task call) => _ = call.Exception;
}
