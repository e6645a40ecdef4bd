console.log(`No credentials are needed for the stand-in of AWS in ${process.env['INPUT_AWS-REGION']}.`);
