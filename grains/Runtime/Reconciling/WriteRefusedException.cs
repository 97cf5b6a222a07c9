namespace Krewe.Grains.Reconciling;

/// <summary>A write that a plan rests on was refused for now; the look fails, and the loop tries again after a pause.</summary>
internal sealed class WriteRefusedException(string why) : Exception(why);
