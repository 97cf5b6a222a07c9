using Krewe.Fuzz;

return await FuzzCommand.RunAsync(args, Console.Out);
